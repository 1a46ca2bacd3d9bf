// Helps whoever fills in a form: shows where the problem is, and saves on Enter.
var pepperEdit = (function () {
  "use strict";

  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.target.matches(".field input")) {
      event.preventDefault();
      event.target.form.querySelector("[id$=':save']").click();
    }
  });

  // A file is read here and shown as text: what is looked through is what is sent.
  document.addEventListener("change", function (event) {
    var into = event.target.dataset && event.target.dataset.into;
    if (into && event.target.files.length) {
      event.target.files[0].text().then(function (text) { document.getElementById(into).value = text; });
    }
  });

  return {
    test: function () {
      var name = document.getElementById("job:name");
      pepperTest.open((name && name.value) || "this job");
    },
    showProblem: function () {
      var wrong = document.querySelector(".wrong input, .wrong textarea, .wrong select");
      if (wrong && !document.querySelector("dialog[open]")) {
        var hidden = wrong.closest("details");
        if (hidden) { hidden.open = true; }
        wrong.focus();
      }
    }
  };
})();
