// Text of the language server may have words of a stranger's script, so only plain structure becomes HTML.

const KEPT = new Set([
  "P",
  "CODE",
  "PRE",
  "EM",
  "STRONG",
  "UL",
  "OL",
  "LI",
  "TABLE",
  "THEAD",
  "TBODY",
  "TR",
  "TD",
  "TH",
  "BR",
  "HR",
  "H1",
  "H2",
  "H3",
  "H4",
  "SPAN",
]);

/** Keeps harmless elements without their attributes, and the words of all others. */
export function clean(html: string): string {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  for (const element of [...body.querySelectorAll("*")]) {
    if (["SCRIPT", "STYLE", "TEMPLATE"].includes(element.tagName)) element.remove();
    else if (!KEPT.has(element.tagName)) element.replaceWith(...element.childNodes);
    else for (const name of element.getAttributeNames()) if (name !== "class") element.removeAttribute(name);
  }
  return body.innerHTML;
}
