import { endpoint, failure, numerals, paging, success, type Endpoint } from "./api.ts";
import type { PbxTime } from "./cdr.ts";
import type { Directory, Queue } from "./directory.ts";
import { displayTime } from "./local-time.ts";

export type SystemFacts = PbxTime & { sn: string; firmware: string; now: () => number };

/** `system/information`, `queue/list|query` and `trunk/list`. */
export function listEndpoints(directory: Directory, system: SystemFacts): Endpoint[] {
  const page = paging(["id", "name", "number"]);
  return [
    endpoint("GET", "system/information", {}, () =>
      success({
        data: {
          device_name: "Yeastar P-Series Software Edition",
          model: "P-Series Software Edition",
          sn: system.sn,
          software_version: system.firmware,
          system_time: displayTime(system.now(), system.timeZone, system.displayFormat),
          display_format: {
            dmy12: "DD/MM/YYYY hh:mm:ss AM/PM",
            mdy24: "MM/DD/YYYY HH:mm:ss",
            ymd24: "YYYY/MM/DD HH:mm:ss",
          }[system.displayFormat],
          time_zone: system.timeZone,
        },
      }),
    ),
    endpoint("GET", "queue/list", page, () =>
      success({
        total_number: directory.queues.length,
        queue_list: directory.queues.map((queue) => queueRow(queue, directory)),
      }),
    ),
    endpoint("GET", "queue/query", { ids: numerals }, ({ ids }) =>
      success({
        queue_list: directory.queues
          .filter((queue) => ids.includes(queue.id))
          .map((queue) => queueRow(queue, directory)),
      }),
    ),
    endpoint("GET", "trunk/list", page, () =>
      success({
        total_number: directory.trunks.length,
        data: directory.trunks.map(({ id, name }) => ({ id, name, type: "register", status: 1 })),
      }),
    ),
    // Absent on real firmware, and asked for by clients that probe.
    endpoint("GET", "extension_group/list", {}, () => failure(10001)),
  ];
}

function queueRow({ id, number, name, agents }: Queue, directory: Directory): Record<string, unknown> {
  const members = agents
    .map((agent) => directory.extension(agent))
    .filter((extension) => extension !== undefined)
    .map((extension) => ({ value: extension.id, text: extension.name, text2: extension.number }));
  return { id, number, name, static_agent_list: members, dynamic_agent_list: [] };
}
