/** Tells the story of two people and one browser with every side, and prints what PostHog counts. */
import { openBrowser } from "../../test/support/browser/open-browser.ts";
import { SIDES } from "./sides.ts";
import { renderStoryTable } from "./story-table.ts";
import { tellStory, type ToldStory } from "./tell-story.ts";

const browser = await openBrowser();
try {
  const tellings: ToldStory[] = [];
  for (const side of SIDES) tellings.push(await tellStory(browser, side));
  console.log(renderStoryTable(tellings));
} finally {
  await browser.close();
}
