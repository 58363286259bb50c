/** Requests a path, as a browser does; where the answer is a form of a server action, sends it, too. */
export async function invoke(url: string): Promise<void> {
  const response = await fetch(url);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
  const [, action] = /name="(\$ACTION_ID_[0-9a-f]+)"/u.exec(text) ?? [];
  if (action === undefined) return;
  const form = new FormData();
  form.set(action, "");
  const answer = await fetch(url, { method: "POST", body: form });
  await answer.text();
  if (!answer.ok) throw new Error(`The action of ${url} answered ${answer.status}.`);
}
