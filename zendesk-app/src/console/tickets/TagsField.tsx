import { useI18n } from "../i18n/i18n.tsx";
import { Stack } from "../ui/text.ts";
import { useEditing } from "./editing.tsx";
import { replaceAt } from "./mistake-place.ts";
import { Mistakes } from "./Mistakes.tsx";
import { useSampleCall } from "./sample-call.tsx";
import { ValuesField } from "./ValuesField.tsx";

type Props = { tags: readonly string[]; onChange: (tags: string[]) => void };

/** Tags, each of which can hold variables. */
export function TagsField({ tags, onChange }: Props) {
  const { t } = useI18n();
  const { checks } = useEditing();
  const call = useSampleCall();
  const wrong = tags.flatMap((text) => {
    const errors = checks({ place: "tag", text, call })?.errors ?? [];
    return errors.length === 0 ? [] : [{ text, errors }];
  });
  return (
    <Stack $gap="xs">
      <ValuesField
        label={t("look.tags")}
        hint={t("look.tags_hint", { example: "{{outcome | lower}}" })}
        values={tags}
        most={20}
        longest={200}
        error={wrong.length > 0 ? t("look.tags_wrong") : null}
        onChange={onChange}
      />
      {wrong.map(({ text, errors }) => (
        <Mistakes
          key={text}
          text={text}
          errors={errors}
          onReplace={(error, piece) =>
            onChange(tags.map((tag) => (tag === text ? replaceAt(text, error.at, error.length, piece) : tag)))
          }
        />
      ))}
    </Stack>
  );
}
