import { parsePhoneNumberFromString, type CountryCode, type MetadataJson } from "libphonenumber-js/core";

/** Reads numbers as they are written in a country, and writes them as people there do. */
export type PhoneReader = {
  /** National within the country, international elsewhere; as it came when it is no number. */
  format(number: string, country: string): string;
  /** The number's own country by its two letters, where it tells one. */
  countryOf(number: string, country: string): string | null;
};

export function createReader(metadata: MetadataJson): PhoneReader {
  const parse = (number: string, country: string) =>
    parsePhoneNumberFromString(
      number,
      country in metadata.countries ? (country as CountryCode) : {},
      metadata,
    );
  return {
    format(number, country) {
      const phone = parse(number, country);
      if (phone?.isPossible() !== true) return number;
      return phone.country === country ? phone.formatNational() : phone.formatInternational();
    },
    countryOf: (number, country) => parse(number, country)?.country ?? null,
  };
}
