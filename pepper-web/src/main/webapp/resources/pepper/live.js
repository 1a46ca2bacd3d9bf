// Keeps a page live without getting in the way of whoever is using it.
var pepper = (function () {
  "use strict";
  var PAUSED = "pepper-paused";
  var pressed = false;
  var timer = 0;
  var wait = 2000;
  // For a minute after a person did something with the page it is asked for often, whatever it costs.
  var USED_MILLIS = 60000;
  var OFTEN_MILLIS = 5000;
  var usedAt = Date.now();
  var tag = null;
  var asking = null;
  var live = document.querySelector("[data-live]");
  var find = document.getElementById("find");
  var status = document.getElementById("connection");
  var dialog = document.getElementById("ask");
  var field = document.getElementById("ask-field");
  var input = document.getElementById("ask-value");
  var yes = document.getElementById("ask-yes");
  var ours = ["by", "ask", "note", "yes", "field", "typed", "words"];

  // A button tells by its data what it does to what, and by which command unless by the page's usual one; what it
  // asks first is not for the server.
  function act(button) {
    window[button.dataset.by || "pepperAct"](
      Object.keys(button.dataset)
        .filter(function (name) { return !ours.includes(name); })
        .map(function (name) { return { name: name, value: button.dataset[name] }; })
    );
  }

  function ask(button) {
    var data = button.dataset;
    document.getElementById("ask-question").textContent = data.ask;
    document.getElementById("ask-note").textContent = data.note || "";
    yes.textContent = data.yes;
    // What it asks for is sent as the button's value, in place of the one it began with; a name that must be typed
    // is not sent.
    field.hidden = !data.field && !data.typed;
    field.querySelector("label").textContent = data.field || (data.typed ? "Type " + data.typed + " to confirm" : "");
    input.inputMode = data.typed || "words" in data || /\D/.test(data.value || "") ? "text" : "numeric";
    input.value = data.value || "";
    yes.disabled = Boolean(data.typed);
    input.oninput = function () { yes.disabled = Boolean(data.typed) && input.value !== data.typed; };
    dialog.returnValue = "";
    dialog.onclose = function () {
      if (dialog.returnValue !== "yes" || yes.disabled) { return; }
      if (data.field) { data.value = input.value; }
      act(button);
    };
    dialog.showModal();
    if (!field.hidden) { input.select(); }
  }

  if (dialog) {
    document.getElementById("ask-no").addEventListener("click", function () { dialog.close(""); });
  }

  function isPaused() {
    try { return localStorage.getItem(PAUSED) === "yes"; } catch (e) { return false; }
  }

  function show(text, offline) {
    var said = isPaused() ? "Paused" : text;
    if (status && status.textContent !== said) { status.textContent = said; }
    document.body.classList.toggle("offline", offline && !isPaused());
    document.body.classList.toggle("paused", isPaused());
    if (status) { status.setAttribute("aria-pressed", String(isPaused())); }
  }

  function online() { show("Live", false); }
  function offline() { show("No connection – figures are old", true); }

  if (status) {
    status.addEventListener("click", function () {
      try { localStorage.setItem(PAUSED, isPaused() ? "no" : "yes"); } catch (e) { return; }
      online();
      if (!isPaused()) { refresh(); }
    });
  }

  function closeMenus(but) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (menu !== but) { menu.open = false; }
    });
  }

  // Not while it is paused, a button is pressed, text is marked, a question or menu is open, or nobody looks.
  function mayRefresh() {
    return !isPaused() && !pressed && !document.hidden && String(getSelection()) === ""
      && !document.querySelector("dialog[open], details.menu[open]");
  }

  function again(millis) {
    clearTimeout(timer);
    timer = setTimeout(function () { if (mayRefresh()) { refresh(); } else { again(1000); } }, millis);
  }

  function pause() { return Date.now() - usedAt < USED_MILLIS ? Math.min(wait, OFTEN_MILLIS) : wait; }

  // Asks for the part of this very address that changes, and for nothing if nothing has.
  function refresh() {
    if (!live) { return; }
    if (asking) { asking.abort(); }
    var mine = asking = new AbortController();
    var headers = { "Pepper-Part": "live" };
    if (tag) { headers["If-None-Match"] = tag; }
    fetch(location.pathname + location.search,
      { headers: headers, redirect: "manual", cache: "no-store", signal: mine.signal })
      .then(function (answer) {
        // The session is over: the address leads to the login page, and from there back.
        if (answer.type === "opaqueredirect") { location.reload(); return; }
        wait = Number(answer.headers.get("Pepper-Refresh")) || wait;
        if (answer.status !== 304 && !answer.headers.has("Pepper-Refresh")) { throw new Error(answer.statusText); }
        return answer.status === 304 ? null : answer.text().then(function (part) {
          tag = answer.headers.get("ETag");
          pepperMorph.children(live, part);
          live.dispatchEvent(new CustomEvent("pepper:fresh", { bubbles: true }));
        });
      })
      .then(online, function (e) { if (e.name !== "AbortError") { offline(); } })
      .then(function () { if (mine === asking) { again(pause()); } });
  }

  // What is chosen goes into the address, so that it can be kept, sent and gone back to.
  function go(address, replaces) {
    history[replaces ? "replaceState" : "pushState"](null, "", address);
    tag = null;
    refresh();
  }

  function search(replaces) {
    var query = new URLSearchParams();
    new FormData(document.getElementById("find")).forEach(function (value, name) {
      if (value !== "") { query.set(name, value); }
    });
    // These are chosen by links, of which the form does not hear.
    ["sort", "size"].forEach(function (name) {
      var chosen = new URLSearchParams(location.search).get(name);
      query.delete(name);
      if (chosen) { query.set(name, chosen); }
    });
    go(location.pathname + (String(query) ? "?" + query : ""), replaces);
  }

  function fillIn() {
    var query = new URLSearchParams(location.search);
    Array.from(document.getElementById("find").elements).forEach(function (each) {
      if (each.type === "checkbox") { each.checked = query.has(each.name); }
      else if (each.name) { each.value = query.get(each.name) || ""; }
    });
  }

  ["pointermove", "pointerdown", "wheel", "keydown"].forEach(function (use) {
    document.addEventListener(use, function () { usedAt = Date.now(); }, { passive: true });
  });
  document.addEventListener("pointerdown", function () { pressed = true; });
  ["pointerup", "pointercancel"].forEach(function (over) {
    document.addEventListener(over, function () { pressed = false; });
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-act]");
    if (button) { (button.dataset.ask ? ask : act)(button); }
    var link = live && event.target.closest("a[href^='?']");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      go(location.pathname + link.getAttribute("href"), false);
    }
    var menu = event.target.closest("details.menu");
    closeMenus(menu && event.target.closest("summary") ? menu : null);
  });
  document.addEventListener("keydown", function (event) {
    var menu = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (menu) {
      closeMenus(null);
      menu.querySelector("summary").focus();
    }
  });

  if (live) {
    var typing = 0;
    document.addEventListener("input", function (event) {
      if (event.target.matches("#find input[type=search]")) {
        clearTimeout(typing);
        typing = setTimeout(search, 250, true);
      }
    });
    document.addEventListener("change", function (event) {
      if (event.target.matches("#find select, #find input[type=checkbox]")) { search(false); }
    });
    document.addEventListener("submit", function (event) {
      if (event.target.id === "find") {
        event.preventDefault();
        clearTimeout(typing);
        search(false);
      }
    });
    window.addEventListener("popstate", function () {
      if (document.getElementById("find")) { fillIn(); }
      tag = null;
      refresh();
    });
    document.addEventListener("visibilitychange", function () { if (mayRefresh()) { refresh(); } });
    again(wait);
  }
  online();

  return { refresh: refresh };
})();
