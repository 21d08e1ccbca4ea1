import { z } from "zod";
import { endpoint, failure, numeral, numerals, pageOf, paging, success, type Endpoint } from "./api.ts";
import type { Directory, Extension } from "./directory.ts";

const page = paging(["id", "number", "caller_id_name", "email_addr", "presence_status"]);

/** `extension/list|search|get|query`. The detail answers hold the SIP password, as real ones do. */
export function extensionEndpoints(directory: Directory): Endpoint[] {
  return [
    endpoint("GET", "extension/list", page, (wanted) => pageOf(directory.extensions.map(listRow), wanted)),
    endpoint("GET", "extension/search", { ...page, search_value: z.string() }, (wanted) =>
      pageOf(directory.extensions.filter((each) => matches(each, wanted.search_value)).map(listRow), wanted),
    ),
    endpoint("GET", "extension/get", { id: numeral }, ({ id }) => {
      const extension = directory.extensions.find((each) => each.id === id);
      return extension ? success({ data: detail(extension) }) : failure(60001);
    }),
    endpoint("GET", "extension/query", { ids: numerals }, ({ ids }) =>
      success({ data: directory.extensions.filter((each) => ids.includes(each.id)).map(detail) }),
    ),
  ];
}

function matches({ number, name, email }: Extension, text: string): boolean {
  return [number, name, email].some((value) => value.toLowerCase().includes(text.toLowerCase()));
}

function listRow({ id, number, name, email, mobile, registered }: Extension): Record<string, unknown> {
  return {
    id,
    number,
    caller_id_name: name,
    role_name: "Employee",
    email_addr: email,
    mobile_number: mobile,
    presence_status: "available",
    custom_presence_status: "",
    online_status: {
      sip_phone: { ext_dev_type: "sip", status_list: [] },
      linkus_desktop: { ext_dev_type: "linkusdesktop", status: 0 },
      linkus_mobile: { ext_dev_type: "linkusmobile", status: 0 },
      linkus_web: { ext_dev_type: "linkusweb", status: registered ? 1 : 0 },
    },
  };
}

function detail({ id, number, name, email, mobile }: Extension): Record<string, unknown> {
  const [first = "", ...rest] = name.split(" ");
  return {
    id,
    type: "SIP",
    number,
    first_name: first,
    last_name: rest.join(" "),
    email_addr: email,
    mobile_number: mobile,
    organization_list: [],
    role_id: 2,
    title: "",
    email_language: "en",
    caller_id: number,
    reg_name: number,
    reg_password: `Secret-${number}`,
    concurrent_registrations: 2,
    presence_status: "available",
  };
}
