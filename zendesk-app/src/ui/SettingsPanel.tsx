import type { AgentSettings, Me } from "@deskline/shared/app";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Checkbox, Field, Fieldset, Radio } from "@zendeskgarden/react-forms";
import { styled } from "styled-components";
import { anything } from "../api/api.ts";
import { meKey } from "../calls/queries.ts";
import { problemText } from "../calls/words.ts";
import { useFrame } from "../frame.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { FailureText } from "./failure-text.ts";

const Panel = styled.div`
  padding: ${({ theme }) => theme.space.xs} 0;
`;

/** Apart from the choices above, of which it is none. */
const Apart = styled(Field)`
  margin-top: ${({ theme }) => theme.space.sm};
`;

const Choice = styled(Field)`
  margin-top: ${({ theme }) => theme.space.xxs};
`;

/** What the agent makes of a ringing phone; each choice is saved at once. */
export function SettingsPanel({
  settings,
  mayChoosePops,
}: {
  settings: AgentSettings;
  mayChoosePops: boolean;
}) {
  const { t } = useI18n();
  const { api } = useFrame();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (next: AgentSettings) => api.send("PUT", "settings", next, anything),
    onMutate: (next) => queries.setQueryData<Me>(meKey, (me) => me && { ...me, settings: next }),
    onError: () => queries.invalidateQueries({ queryKey: meKey }),
  });
  return (
    <Panel>
      {mayChoosePops && (
        <Fieldset isCompact>
          <Fieldset.Legend>{t("settings.pop")}</Fieldset.Legend>
          {(["pop", "notify", "off"] as const).map((pop) => (
            <Choice key={pop}>
              <Radio
                name="pop"
                checked={settings.pop === pop}
                onChange={() => save.mutate({ ...settings, pop })}
              >
                <Field.Label isRegular>{t(`settings.pop_${pop}`)}</Field.Label>
              </Radio>
            </Choice>
          ))}
        </Fieldset>
      )}
      <Apart>
        <Checkbox
          checked={settings.openTopBar}
          onChange={({ target }) => save.mutate({ ...settings, openTopBar: target.checked })}
        >
          <Field.Label isRegular>{t("settings.open_top_bar")}</Field.Label>
        </Checkbox>
      </Apart>
      {save.error !== null && <FailureText>{problemText(t, save.error)}</FailureText>}
    </Panel>
  );
}
