// Audits the page as it is, with its details and a few of its menus open, and each of its dialogs, which are the same
// on every page, once in each mode; answers with what is serious or critical, and with what is wider than the window.
window.pepperAudit = async function (rules) {
  "use strict";
  const options = { resultTypes: ["violations"] };
  if (rules === "contrast") { options.runOnly = ["color-contrast"]; }
  if (rules === "all but contrast") { options.rules = { "color-contrast": { enabled: false } }; }
  const found = new Set();

  async function look(at, where) {
    const result = await axe.run(at, options);
    result.violations
      .filter(each => each.impact === "serious" || each.impact === "critical")
      .forEach(each => each.nodes.forEach(node => found.add(
        where + each.id + ": " + node.html + " " + node.any.map(check => check.message).join("; "))));
  }

  for (const each of document.querySelectorAll("details:not(.menu)")) { each.open = true; }
  await look(document, "");
  if (document.documentElement.scrollWidth > innerWidth) {
    const wide = [...document.querySelectorAll("main *")].filter(each => each.getBoundingClientRect().right > innerWidth);
    found.add("wider than the window: " + (wide.length ? wide[0].outerHTML.slice(0, 200) : "the header"));
  }
  for (const each of [...document.querySelectorAll("details.menu")].slice(0, 2)) {
    each.open = true;
    await look(each, "menu: ");
    each.open = false;
  }
  for (const each of document.querySelectorAll("dialog[id]")) {
    const mode = ["audited", each.id, innerWidth, rules].join(" ");
    if (sessionStorage.getItem(mode)) { continue; }
    sessionStorage.setItem(mode, "yes");
    const hidden = [...each.querySelectorAll("[hidden]")];
    each.showModal();
    hidden.forEach(part => { part.hidden = false; });
    await look(each, "dialog " + each.id + ": ");
    if (each.scrollWidth > each.clientWidth) { found.add("dialog " + each.id + ": wider than the window"); }
    hidden.forEach(part => { part.hidden = true; });
    each.close();
  }
  return [...found];
};
