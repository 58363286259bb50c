/** `npm run rules-page`: writes the page of all rules, which a test holds to them. */
import { writeFileSync } from "node:fs";
import { renderRulesPage } from "../src/rules/rule-page.ts";

writeFileSync(new URL("../src/rules/README.md", import.meta.url), renderRulesPage());
