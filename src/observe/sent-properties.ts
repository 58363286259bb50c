import { SENT_NAMES } from "../portable/additional.ts";

/**
 * What posthog-js adds to events of visitors that came from an advertisement, without a `$`.
 *
 * @see `@posthog/core` 1.67, `featureFlagUtils`, the list of campaign properties
 */
const CAMPAIGN: ReadonlySet<string> = new Set(
  "_kx bfcid dclid epik fbclid gad_source gbraid gclid gclsrc igshid irclid li_fat_id mc_cid msclkid oppref qclid rdt_cid sccid ttclid twclid utm_campaign utm_content utm_medium utm_source utm_term wbraid".split(
    " ",
  ),
);

const OURS: ReadonlySet<string> = new Set(SENT_NAMES);

/** Whether a property comes from an SDK or the runtime, so that no plan lists it. */
export function isAddedOnTheWay(name: string): boolean {
  return name.startsWith("$") || OURS.has(name) || CAMPAIGN.has(name);
}
