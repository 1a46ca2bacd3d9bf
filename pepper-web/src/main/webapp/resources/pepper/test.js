// The dialog in which a test of a job runs and shows how it went.
var pepperTest = (function () {
  "use strict";
  var dialog = document.getElementById("test");

  function open(name) {
    document.getElementById("test-title").textContent = "Test of " + name;
    dialog.classList.add("waiting");
    if (!dialog.open) { dialog.showModal(); }
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-test]");
    if (button) {
      open(button.dataset.test);
      pepperRunTest([{ name: "job", value: button.dataset.test }]);
    }
  });

  return {
    open: open,
    // Without a result, messages on the page say why.
    show: function (args) {
      dialog.classList.remove("waiting");
      if (!args || !args.tested) { dialog.close(); }
    }
  };
})();
