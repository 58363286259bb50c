import { isUnmergeable } from "../endpoint/illegal-ids.ts";
import type { ReceivedEvent } from "../endpoint/received.ts";
import { describeForm, matchForm } from "../plan/ids/forms.ts";
import type { IdRule } from "../plan/ids/identity.ts";
import type { Plan, PlanEvent } from "../plan/plan.ts";
import { quote } from "../text/words.ts";
import type { Fault } from "./observation.ts";
import { isAnonymous } from "./senders.ts";

/** PostHog's events about a person, which name them by id. */
const ABOUT_PEOPLE: ReadonlySet<string> = new Set(["$identify", "$set", "$create_alias"]);

/**
 * Gives what holds the ids of events against the user-ID contract: those of planned events, and of PostHog's own about people.
 * Other events of PostHog may be of anybody.
 */
export function createIdJudge(
  plan: Plan,
): (event: ReceivedEvent, planned: PlanEvent | undefined) => readonly Fault[] {
  const { userId, actors } = plan.identity;
  const ruleOf = (planned: PlanEvent | undefined): IdRule =>
    actors.find(({ name }) => name === planned?.actor) ?? userId;
  return (event, planned) => {
    const { distinctId } = event;
    // PostHog takes no event without one.
    if (distinctId === "") return [];
    if (event.personless === true) {
      return [
        {
          code: "id-not-mergeable",
          message: `${quote(event.event)} has the id ${quote(distinctId)}, which PostHog takes for nobody's: the event has no person.`,
        },
      ];
    }
    if (isUnmergeable(distinctId)) {
      return [
        {
          code: "id-not-mergeable",
          message: `${quote(event.event)} has the id ${quote(distinctId)}, which PostHog never merges: everybody with it is one person.`,
        },
      ];
    }
    if (planned === undefined && !ABOUT_PEOPLE.has(event.event)) return [];
    if (isAnonymous(event)) return [];
    return findIdFault(event.event, distinctId, ruleOf(planned));
  };
}

function findIdFault(event: string, id: string, { forms }: IdRule): readonly Fault[] {
  const canonical = forms.map((form) => matchForm(form, id)).find((matched) => matched !== undefined);
  if (canonical === id) return [];
  if (canonical !== undefined) {
    return [
      {
        code: "id-not-in-contract",
        message: `${quote(event)} has the id ${quote(id)}, which is not its canonical form.`,
        hint: `The helpers send ${quote(canonical)}. Both together are two people.`,
      },
    ];
  }
  const expected = forms.map((form) => quote(describeForm(form))).join(" or ");
  return [
    {
      code: "id-not-in-contract",
      message: `${quote(event)} has the id ${quote(id)}, which the user-ID contract does not accept.`,
      hint: `Expected ${expected}.`,
    },
  ];
}
