// Keeps the dashboard live without getting in the way of whoever is using it.
var pepper = (function () {
  "use strict";
  var pressed = false;
  var purge = document.getElementById("purge");

  function act(button) {
    pepperAct([
      { name: "act", value: button.dataset.act },
      { name: "topic", value: button.dataset.topic }
    ]);
  }

  function ask(button) {
    document.getElementById("purge-question").textContent =
      "Delete " + button.dataset.dead + " dead jobs of " + button.dataset.topic + "?";
    purge.returnValue = "";
    purge.onclose = function () {
      if (purge.returnValue === "purge") { act(button); }
    };
    purge.showModal();
  }

  function show(text, offline) {
    var status = document.getElementById("connection");
    if (status.textContent !== text) { status.textContent = text; }
    document.body.classList.toggle("offline", offline);
  }

  document.addEventListener("pointerdown", function () { pressed = true; });
  ["pointerup", "pointercancel"].forEach(function (over) {
    document.addEventListener(over, function () { pressed = false; });
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-act]");
    if (button) { (button.dataset.act === "purge" ? ask : act)(button); }
  });

  return {
    // Not while a button is pressed, text is marked, a question is open, or nobody looks.
    mayRefresh: function () {
      return !pressed && !purge.open && !document.hidden && String(getSelection()) === "";
    },
    online: function () { show("Live", false); },
    offline: function () { show("No connection – figures are old", true); }
  };
})();
