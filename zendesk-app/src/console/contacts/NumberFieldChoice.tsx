import { useQuery } from "@tanstack/react-query";
import { Checkbox, Field, Fieldset, Hint, Label } from "@zendeskgarden/react-forms";
import { useConsole } from "../console.tsx";
import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Stack, Subtle } from "../ui/text.ts";
import { numberFieldsQuery } from "./queries.ts";

type Props = { chosen: readonly string[]; onChange: (keys: string[]) => void };

/** User fields of Zendesk that hold numbers. One that is chosen and gone stays to be taken away. */
export function NumberFieldChoice({ chosen, onChange }: Props) {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id } = useIntegration();
  const { data, error, refetch } = useQuery(numberFieldsQuery(api, id));
  const known = data?.fields ?? [];
  const gone = chosen.filter((key) => !known.some((field) => field.key === key));
  const fields = [...known, ...gone.map((key) => ({ key, title: key }))];
  return (
    <Fieldset>
      <Fieldset.Legend>{t("contacts.fields")}</Fieldset.Legend>
      <Subtle>{t("contacts.fields_hint")}</Subtle>
      <Stack $gap="xs">
        {fields.map(({ key, title }) => (
          <Field key={key}>
            <Checkbox
              checked={chosen.includes(key)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, key] : chosen.filter((other) => other !== key))
              }
            >
              <Label>{title}</Label>
              {title !== key && <Hint>{key}</Hint>}
            </Checkbox>
          </Field>
        ))}
        {data !== undefined && fields.length === 0 && <Subtle>{t("contacts.fields_none")}</Subtle>}
        {data === undefined && error === null && <Loading rows={2} />}
        <Failure error={data === undefined ? error : null} onRetry={() => void refetch()} />
      </Stack>
    </Fieldset>
  );
}
