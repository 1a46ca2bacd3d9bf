// Shows a new token once; it is in the page only while its dialog is open.
var pepperToken = (function () {
  "use strict";
  var dialog = document.getElementById("token");
  var text = document.getElementById("token-text");
  var copy = document.getElementById("token-copy");

  dialog.addEventListener("close", function () { text.textContent = ""; });
  // Only pages from a safe origin may write to the clipboard; elsewhere people mark and copy.
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", function () {
    navigator.clipboard.writeText(text.textContent).then(function () { copy.textContent = "Copied"; });
  });

  return {
    show: function (args) {
      if (!args || !args.token) { return; }
      text.textContent = args.token;
      copy.textContent = "Copy";
      dialog.showModal();
    }
  };
})();
