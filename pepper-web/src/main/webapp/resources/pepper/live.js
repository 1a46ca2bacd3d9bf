// Keeps the dashboard live without getting in the way of whoever is using it.
var pepper = (function () {
  "use strict";
  var pressed = false;
  var dialog = document.getElementById("ask");
  var field = document.getElementById("ask-field");
  var input = document.getElementById("ask-value");
  // The ids of what was opened: a refresh brings it closed.
  var opened = new Set();
  var ours = ["ask", "note", "yes", "field"];

  // A button tells by its data what it does to what; what it asks first is not for the server.
  function act(button) {
    pepperAct(
      Object.keys(button.dataset)
        .filter(function (name) { return !ours.includes(name); })
        .map(function (name) { return { name: name, value: button.dataset[name] }; })
    );
  }

  function ask(button) {
    document.getElementById("ask-question").textContent = button.dataset.ask;
    document.getElementById("ask-note").textContent = button.dataset.note || "";
    document.getElementById("ask-yes").textContent = button.dataset.yes;
    // What it asks for is sent as the button's value, in place of the one it began with.
    field.hidden = !button.dataset.field;
    field.querySelector("label").textContent = button.dataset.field || "";
    input.value = button.dataset.value || "";
    dialog.returnValue = "";
    dialog.onclose = function () {
      if (dialog.returnValue !== "yes") { return; }
      if (button.dataset.field) { button.dataset.value = input.value; }
      act(button);
    };
    dialog.showModal();
    if (button.dataset.field) { input.select(); }
  }

  document.getElementById("ask-no").addEventListener("click", function () { dialog.close(""); });

  function show(text, offline) {
    var status = document.getElementById("connection");
    if (status.textContent !== text) { status.textContent = text; }
    document.body.classList.toggle("offline", offline);
  }

  function closeMenus(but) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (menu !== but) { menu.open = false; }
    });
  }

  document.addEventListener("pointerdown", function () { pressed = true; });
  ["pointerup", "pointercancel"].forEach(function (over) {
    document.addEventListener(over, function () { pressed = false; });
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-act]");
    if (button) { (button.dataset.ask ? ask : act)(button); }
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

  document.addEventListener("toggle", function (event) {
    if (event.target.matches("details[id]")) {
      opened[event.target.open ? "add" : "delete"](event.target.id);
    }
  }, true);

  return {
    // Not while a button is pressed, text is marked, a question or menu is open, or nobody looks.
    mayRefresh: function () {
      return !pressed && !document.hidden && String(getSelection()) === ""
        && !document.querySelector("dialog[open], details.menu[open]");
    },
    refreshed: function () {
      opened.forEach(function (id) {
        var details = document.getElementById(id);
        if (details) { details.open = true; }
      });
    },
    online: function () { show("Live", false); },
    offline: function () { show("No connection – figures are old", true); }
  };
})();
