import { LOSSES } from "../../runtime/report/losses.ts";

/** A word that the generated code says at run time. */
export interface RuntimeWord {
  /** What it means, in one sentence. */
  readonly meaning: string;
  /** What to do, in one sentence. */
  readonly fix: string;
}

/** Words of one kind: where they are met, and what each means. */
export interface WordKind {
  /** Such as `a refused call`. */
  readonly what: string;
  /** Where people meet such a word. */
  readonly where: string;
  readonly words: Readonly<Record<string, RuntimeWord>>;
}

const word = (meaning: string, fix: string): RuntimeWord => ({ meaning, fix });

/**
 * Every word that helpers and trackers say at run time. The tests find the words in the runtime's own sources, and fail where one is
 * missing here or one here is said no more.
 */
export const RUNTIME_WORDS = {
  refusal: {
    what: "a refused call",
    where: "A helper returned `false`. `onRefused`, the log and `stats().refused` name the reason.",
    words: {
      other_plan: word(
        "The event belongs to a different plan than the tracker.",
        "Pass a tracker from the same generated code as the helper.",
      ),
      invalid_user_id: word(
        "The user's or actor's id does not match the user-ID contract.",
        "Pass the id from your own database. `parseUserId` returns why an id is invalid.",
      ),
      illegal_user_id: word(
        "PostHog would merge everybody with this id into one person, or cannot store it.",
        "Find the code that turned a missing id into a string.",
      ),
      invalid_event_name: word(
        "The event's name is empty or longer than PostHog accepts.",
        "Rename the event.",
      ),
      unknown_event: word(
        "The plan has no server event of the name given to `trackEvent` or `captureRevenue`.",
        "Add the event to the plan, or correct the name.",
      ),
      no_revenue: word(
        "`captureRevenue` was called for an event without `revenue` in the plan.",
        "Add `revenue` to the event, or call its own helper.",
      ),
      invalid_options: word(
        "The call's options cannot be read, or `options.tracker` is not a tracker.",
        "Pass a plain object with the documented options.",
      ),
      nothing_to_set: word(
        "`identifyUser` or `groupIdentify` was called without a property of the plan to set or remove.",
        "Pass a property of the plan, or remove the call.",
      ),
      invalid_properties: word(
        "The properties break the plan, and the option `violations` is `refuse` or `throw`.",
        "Fix the values that `violations` names.",
      ),
      group_conflict: word(
        "`options.groups` and the event's own property name different groups.",
        "Pass the group in one place only.",
      ),
      unknown_group_type: word(
        "`groupIdentify` was called with a group type that is not in the plan.",
        "Add the group to the plan, or correct its name.",
      ),
      invalid_group_key: word(
        "The group's key is empty, too long or does not have the format that the plan defines.",
        "Pass the key from your own database.",
      ),
      invalid_timestamp: word(
        "An event with an idempotency key has no timestamp, or an implausible one.",
        "Pass the time of the business record as a `Date`.",
      ),
      invalid_idempotency_key: word(
        "`idempotencyKey` is missing where the plan requires it, or is not a string of 1 to 1,000 characters.",
        "Pass an id that is the same in every retry, such as the webhook event's id.",
      ),
      unknown_actor: word("The event's actor is not in the tracker's plan.", "Regenerate the code."),
      personal_key: word(
        "Personal data is not to be sent, but a key of the event or of its group is personal in the plan.",
        "Use a key that is not personal, or mark it otherwise in the plan if it is not.",
      ),
      too_large: word(
        "The event is larger than PostHog accepts.",
        "Send less data, or set `truncate` on long strings.",
      ),
      dropped_by_before_send: word(
        "The option `beforeSend` returned `null` for the event.",
        "Nothing to do if that was intended.",
      ),
      before_send_failed: word(
        "The option `beforeSend` threw an error, or returned something that cannot be sent.",
        "Return the message or `null`. Promises are not supported.",
      ),
      shut_down: word(
        "The tracker was shut down, or the process is ending.",
        "Call `shutdown()` after the last event.",
      ),
      queue_full: word(
        "The queue holds as many messages as `maxQueueMessages` or `maxQueueBytes` allow.",
        "Find out why PostHog does not accept events, or raise the limit.",
      ),
      store_busy: word(
        "The outbox cannot be written to: the option `memoryFallback` is `false`, or as many events wait in memory as may.",
        "Read the log: a line of the outbox says why.",
      ),
      store_full: word(
        "The outbox has reached its greatest size.",
        "Find out why PostHog does not accept events, or raise `maxBytes`.",
      ),
      posthog_node_missing: word("posthog-node could not be loaded.", "Install posthog-node."),
      tracking_off: word(
        "Tracking is off: there is no key, or it is disabled.",
        "Set `POSTHOG_API_KEY`, and unset `POSTHOG_DISABLED`.",
      ),
      internal_error: word("A bug in the tracker itself.", "Report it, with the line from the log."),
      not_started: word(
        "In the browser or the app: PostHog has not started.",
        "Call the helper later: from posthog-js's option `loaded`, or after `ready()` of posthog-react-native.",
      ),
      not_identified: word(
        "In the browser: the event counts once per person, and no person is identified.",
        "Call `identifyUser` first.",
      ),
    },
  },
  id: {
    what: "an invalid id",
    where: "`parseUserId` and the other parsers of ids return the reason. `userId()` throws with it.",
    words: {
      not_a_string: word(
        "The value is not a string.",
        "Pass the id as a string. If there is no id, do not track.",
      ),
      unsafe_integer: word(
        "JavaScript cannot represent the number exactly.",
        "Read the id from the database as a string.",
      ),
      blank: word("The string is empty or blank.", "Pass the id from your own database."),
      white_space: word(
        "The id contains whitespace, which would make it a different person in PostHog.",
        "Remove it where the id is stored.",
      ),
      too_long: word("The id is longer than 200 characters.", "Use a shorter id."),
      unstable_character: word(
        "The id contains control or invisible characters, which may get lost on the way.",
        "Clean up the stored id.",
      ),
      illegal_id: word(
        "The string stands for a missing id, such as `null` or `guest`, or PostHog does not accept it.",
        "Find the code that turned a missing id into a string.",
      ),
      missing_prefix: word(
        "The id lacks the prefix that the contract requires.",
        "Pass the whole id, or set `accept_unprefixed` in the plan.",
      ),
      email: word(
        "An email address is not an id: it can change, and people share addresses.",
        "Pass the account's id.",
      ),
      wrong_format: word(
        "The string matches no id format of the contract.",
        "Check that it is a person's id, and not the id of another record.",
      ),
    },
  },
  violation: {
    what: "a violation",
    where:
      "A property breaks the plan. `plan_violations` on the event names it as `path: code`, and so do the log and `onRefused`.",
    words: {
      missing: word("A required property is absent.", "Pass it, or make it optional in the plan."),
      unknown_property: word(
        "The plan does not know the property, so it was removed.",
        "Add it to the plan, or stop passing it.",
      ),
      wrong_type: word(
        "The value has a different type than in the plan.",
        "Pass the type that the helper's argument has.",
      ),
      not_allowed: word(
        "The value is not one of the enum's values, or differs from the constant.",
        "Pass a value from the plan, or add the value to the plan.",
      ),
      not_an_integer: word("The number has decimals.", "Round it, or use the type `number`."),
      not_finite: word(
        "The number is `NaN` or infinite.",
        "Check the calculation, such as a division by zero.",
      ),
      not_json: word(
        "The value cannot be sent as JSON, such as a function or a `bigint`.",
        "Pass plain data.",
      ),
      not_a_key: word("The value is not a valid key of its group.", "Pass the key from your own database."),
      too_small: word("The number is below `min`.", "Check the value, or change `min`."),
      too_large: word(
        "The number is above `max`, or the value is too large to send.",
        "Check the value, or change `max`.",
      ),
      too_short: word("The string is shorter than `min_length`.", "Check the value, or change `min_length`."),
      too_long: word("The string is longer than `max_length`.", "Set `truncate` if the beginning is enough."),
      too_few_items: word(
        "The list has fewer items than `min_items`.",
        "Check the value, or change `min_items`.",
      ),
      too_many_items: word(
        "The list has more items than `max_items`.",
        "Send fewer items, or change `max_items`.",
      ),
      too_many_keys: word(
        "A map has more than 1,000 keys, or `options.additional` more than `max_keys`.",
        "Send fewer keys.",
      ),
      too_many_properties: word(
        "The call has more properties than an event can have.",
        "Pass only properties of the plan.",
      ),
      too_deep: word("Objects are nested too deeply.", "Flatten the value."),
      cyclic: word("The value contains itself.", "Pass plain data without references to a parent."),
      unreadable: word("Reading the value threw an error, for example in a getter.", "Pass plain data."),
      pattern: word("The string does not match `pattern`.", "Check the value, or change the pattern."),
      url: word(
        "The string is not a URL with one of the property's `schemes`, by default `http` or `https`.",
        "Pass a complete URL.",
      ),
      email: word("The string is not an email address.", "Pass the address alone, without a name."),
      ip: word("The string is not an IPv4 or IPv6 address.", "Pass the address alone, without a port."),
      datetime: word(
        "The value is not an RFC 3339 date and time.",
        "Pass a `Date`, or a string with seconds and an offset.",
      ),
      invalid_format: word(
        "The string does not have the type's format, such as a UUID or a date.",
        "Check the value.",
      ),
      invalid_date: word("The timestamp is not a valid date.", "Pass a valid `Date`."),
      before_2000_are_these_seconds: word(
        "The timestamp is before 2000. It was probably passed in seconds instead of milliseconds.",
        "Multiply seconds by 1,000.",
      ),
      in_the_future: word("The timestamp is more than 23 hours ahead.", "Check the clock and the unit."),
      not_a_group_key: word(
        "A key in `options.groups` is not a valid key of its group.",
        "Pass the key from your own database.",
      ),
      sender_without_profile: word(
        "PostHog keeps no profile for the event's actor, so it ignores groups.",
        "Leave out the groups, or set `profile: true` on the actor.",
      ),
      not_a_flag_key: word(
        "A key in `options.flags` is empty, too long or not a string.",
        "Pass the feature flag's key.",
      ),
      not_a_variant: word(
        "A value in `options.flags` is not a boolean or a variant's name.",
        "Pass what PostHog returned for the flag.",
      ),
      planned_property: word(
        "A name in `options.additional` is a property of the plan.",
        "Pass it with the event's properties.",
      ),
      reserved_name: word(
        "A name in `options.additional` begins with `$` or has a meaning for PostHog or JavaScript.",
        "Choose another name.",
      ),
      not_a_name: word(
        "A name in `options.additional` is empty, longer than 200 characters, or has white space around it.",
        "Choose another name.",
      ),
      also_set: word("The call both sets and removes the property.", "Pass it in one place only."),
    },
  },
  loss: {
    what: "a lost message",
    where: "An accepted event was not delivered. `onLoss`, `stats()` and the log name the reason.",
    words: LOSSES,
  },
} as const satisfies Readonly<Record<string, WordKind>>;
