import {
  CallView,
  Controlled,
  Dialled,
  type ControlInput,
  type DialInput,
  type NoteInput,
} from "@deskline/shared/app";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useFrame } from "../frame.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { applyCall } from "./apply-message.ts";

/** Has the PBX ring the agent's phone and then the number; what becomes of it comes by the live stream. */
export function useDial() {
  const { api } = useFrame();
  return useMutation({ mutationFn: (input: DialInput) => api.send("POST", "dial", input, Dialled) });
}

/** Where a call was parked is told by Zendesk: it has left the agent's extension, and its card with it. */
export function useControl(callId: string) {
  const { api, zaf } = useFrame();
  const { t } = useI18n();
  return useMutation({
    mutationFn: (input: ControlInput) => api.send("POST", `calls/${callId}/control`, input, Controlled),
    onSuccess: ({ parkingSlot }) => {
      if (parkingSlot === null) return;
      void zaf.invoke("notify", t("control.parked", { slot: parkingSlot }), "notice", { sticky: true });
    },
  });
}

/** Links a call to a ticket, or takes the link away. */
export function useLink(callId: string) {
  return useChange((ticketId: number | null) => ({ path: `calls/${callId}/ticket`, body: { ticketId } }));
}

export function useSaveNote(callId: string) {
  return useChange((note: NoteInput) => ({ path: `calls/${callId}/note`, body: note }));
}

/** Says who the caller is. */
export function useContact(callId: string) {
  return useChange((userId: number) => ({ path: `calls/${callId}/contact`, body: { userId } }));
}

/** Has a ticket made for a call that has none; which it is comes by the live stream. */
export function useMakeTicket(callId: string) {
  const { api } = useFrame();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.send("POST", `calls/${callId}/ticket`, {}, CallView),
    onSuccess: (call) => applyCall(queries, call),
  });
}

/** Puts something that changes a call, and shows the call as the answer has it. */
function useChange<Input>(requestOf: (input: Input) => { path: string; body: unknown }) {
  const { api } = useFrame();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => {
      const { path, body } = requestOf(input);
      return api.send("PUT", path, body, CallView);
    },
    onSuccess: (call) => applyCall(queries, call),
  });
}
