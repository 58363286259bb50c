import { log, track, withTracking } from "./track";

track("project_created", { template: "blank" });
track("project_archived", { reason: null });
log("page_opened");
log("page_closed", 12);

export const Tracked = withTracking("board_shown", (_props: { id: string }) => null);

const archive = track.bind(null, "project_archived");
archive({ reason: "old" });
["a", "b"].forEach((template) => track("project_created", { template: template as "blank", members: 2 }));
