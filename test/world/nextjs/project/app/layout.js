import { createElement } from "react";

// oxlint-disable-next-line import/no-default-export -- Layouts are default exports.
export default function Layout({ children }) {
  return createElement("html", undefined, createElement("body", undefined, children));
}
