import { render } from "preact";
import { App } from "./app.tsx";
import { Model } from "./model.ts";

const root = document.getElementById("page")!;
const embedded = document.getElementById("session")!.textContent;

let isWaiting = false;
const model = new Model(() => {
  if (isWaiting) return;
  isWaiting = true;
  // Once for all changes of a frame; a page that nobody sees is not drawn.
  requestAnimationFrame(() => {
    isWaiting = false;
    render(<App model={model} />, root);
  });
});
render(<App model={model} />, root);
model.start(embedded);
