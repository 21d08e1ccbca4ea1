import type { PbxVendor, VendorOf } from "./port.ts";
import { yeastar } from "./yeastar/vendor.ts";

const vendors: Record<string, PbxVendor> = { yeastar };

export const vendorOf: VendorOf = (name) => {
  const vendor = vendors[name];
  if (vendor === undefined) throw new Error(`no PBX of the make ${name} is known`);
  return vendor;
};
