import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { anything } from "../../api/api.ts";
import { useFrame } from "../../frame.tsx";
import { badgeText } from "./core/badge.ts";
import { showOnIcon } from "./show-on-icon.ts";

/** Counts missed calls on the icon until they have been looked at. */
export function useBadge(missed: number, looking: boolean): void {
  const { zaf, api } = useFrame();
  const { mutate: tellSeen } = useMutation({
    mutationFn: () => api.send("POST", "missed/seen", {}, anything),
  });
  const shown = useRef("");

  useEffect(() => {
    const text = badgeText(missed);
    if (text === shown.current) return;
    shown.current = text;
    void showOnIcon(zaf, text);
  }, [zaf, missed]);

  useEffect(() => {
    if (looking && missed > 0) tellSeen();
  }, [looking, missed, tellSeen]);
}
