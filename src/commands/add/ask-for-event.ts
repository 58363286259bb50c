import type { NewEvent, NewProperty } from "../../edit/new-event.ts";
import { SOURCE_MEANINGS } from "../../format/facts.ts";
import { isCodeName, isName } from "../../plan/names.ts";
import type { Plan } from "../../plan/plan.ts";
import type { Ask } from "../io.ts";
import { SMALL_TYPES } from "./read-property.ts";

type GivenEvent = Omit<NewEvent, "name"> & { readonly name: string | undefined };

interface Around {
  readonly plan: Plan | undefined;
  readonly ask: Ask;
}

/** Stands for a new category. No category has this name: a plan does not accept it. */
const ANOTHER = " ";

const INVALID_NAME =
  "Use printable text without $ at the start, and without white space around it or twice in a row.";

/** Prompts for what is missing. */
export async function askForEvent(given: GivenEvent, { plan, ask }: Around): Promise<NewEvent> {
  const name = given.name ?? (await askForName({ plan, ask }));
  const description =
    given.description ??
    (await ask.text({
      message: "What happened, in one sentence? (Enter: skip)",
      placeholder: "A customer placed an order.",
      isOptional: true,
    }));
  const category = given.category ?? (await askForCategory({ plan, ask }));
  const owner =
    given.owner ??
    (await ask.text({
      message: "Who is responsible for it? (Enter: nobody yet)",
      initial: plan?.events.findLast((event) => event.category === category && event.owner)?.owner?.[0],
      isOptional: true,
    }));
  const source =
    given.source ??
    (await ask.choose({
      message: "Where is it sent from?",
      choices: (["server", "client"] as const).map((value) => ({
        value,
        label: value,
        hint: SOURCE_MEANINGS[value],
      })),
    }));
  const properties = [...given.properties, ...(await askForProperties(given.properties, { plan, ask }))];
  return {
    name,
    as: given.as,
    description: description === "" ? undefined : description,
    trigger: given.trigger,
    category: category === "" ? undefined : category,
    owner: owner === "" ? undefined : owner,
    source,
    properties,
  };
}

function askForName({ plan, ask }: Around): Promise<string> {
  return ask.text({
    message: "What is the event called?",
    placeholder: "order_placed",
    findFault: (name) => {
      if (!isName(name)) return INVALID_NAME;
      return plan?.events.some((event) => event.name === name)
        ? "An event with that name already exists."
        : undefined;
    },
  });
}

/** Prompts for an event's name in code, and says why it cannot be derived from its name. */
export async function askForCodeName(
  event: NewEvent,
  { why, ask }: { readonly why: string; readonly ask: Ask },
): Promise<NewEvent> {
  const as = await ask.text({
    message: `${why} What is the event called in code?`,
    placeholder: "orderPaid",
    findFault: (text) =>
      isCodeName(text) ? undefined : "Use letters and digits, beginning with a letter, such as orderPaid.",
  });
  return { ...event, as };
}

async function askForCategory({ plan, ask }: Around): Promise<string> {
  const known = [...new Set(plan?.events.flatMap(({ category }) => category ?? []))];
  const another = (): Promise<string> =>
    ask.text({ message: "Which category in the docs? (Enter: none)", isOptional: true });
  if (known.length === 0) return another();
  const chosen = await ask.choose({
    message: "Which category in the docs?",
    choices: [
      ...known.map((category) => ({ value: category, label: category })),
      { value: ANOTHER, label: "another, or none" },
    ],
  });
  return chosen === ANOTHER ? another() : chosen;
}

async function askForProperties(
  given: readonly NewProperty[],
  { plan, ask }: Around,
): Promise<readonly NewProperty[]> {
  const isNew = (name: string): boolean => !given.some((property) => property.name === name);
  const shared = (plan?.properties ?? []).filter(({ name }) => isNew(name));
  const used =
    shared.length === 0
      ? []
      : await ask.chooseSome({
          message: "Which shared properties does it have? (Space: select, Enter: continue)",
          choices: shared.map(({ name, description }) => ({ value: name, label: name, hint: description })),
        });
  const properties: NewProperty[] = used.map((name) => ({ name }));
  for (;;) {
    const taken = new Set([...given, ...properties].map(({ name }) => name));
    const name = await ask.text({
      message: "Name of another property? (Enter: no more)",
      isOptional: true,
      findFault: (text) => {
        if (!isName(text)) return INVALID_NAME;
        return taken.has(text) ? "The event already has that property." : undefined;
      },
    });
    if (name === "") return properties;
    properties.push(shared.some((one) => one.name === name) ? { name } : await askForProperty(name, ask));
  }
}

async function askForProperty(name: string, ask: Ask): Promise<NewProperty> {
  const type = await ask.choose({
    message: `What type is ${name}?`,
    choices: SMALL_TYPES.map(([value, hint]) => ({ value, label: value, hint })),
  });
  const values = type === "enum" ? await askForValues(name, ask) : undefined;
  const items =
    type === "array"
      ? await ask.choose({
          message: `What type is each item of ${name}?`,
          choices: SMALL_TYPES.filter(([one]) => one !== "array" && one !== "enum").map(([value, hint]) => ({
            value,
            label: value,
            hint,
          })),
        })
      : undefined;
  const description = await ask.text({
    message: `What does ${name} mean? (Enter: skip)`,
    isOptional: true,
  });
  const optional = await ask.confirm({ message: `Is ${name} optional?` });
  return {
    name,
    type,
    items: items && { type: items },
    values,
    ...(optional && { optional }),
    ...(description !== "" && { description }),
  };
}

async function askForValues(name: string, ask: Ask): Promise<readonly string[]> {
  const written = await ask.text({
    message: `Which values can ${name} have? (separated by commas)`,
    placeholder: "free, pro",
  });
  return written
    .split(",")
    .map((value) => value.trim())
    .filter((value) => value !== "");
}
