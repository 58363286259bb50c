"use server";
import { captureInBackground, captureServer } from "@/lib/posthog-server";

export async function invite(session: { user: { id: string } }, role: "admin" | "member"): Promise<void> {
  await captureServer({ name: "member_invited", userId: session.user.id, properties: { role } });
  const base = { userId: session.user.id };
  await captureInBackground({ ...base, name: "member_invited", properties: { role: "admin" } });
}
