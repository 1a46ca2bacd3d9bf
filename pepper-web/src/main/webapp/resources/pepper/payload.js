// A payload in a text field, without changing any byte of it that nobody edited.
var pepperPayload = (function () {
  "use strict";

  // Text fields know no line ends but LF, and drop what is no character: such payloads are edited in Base64.
  function isPlain(text) {
    return !/[\u0000-\u0008\u000b-\u001f]/.test(text.replace(/\r\n/g, "\n"))
      && !(text.includes("\r\n") && /(^|[^\r])\n/.test(text));
  }

  function toBase64(text) {
    return btoa(Array.from(new TextEncoder().encode(text), function (b) { return String.fromCharCode(b); }).join(""));
  }

  // Says what the field holds, of help to whoever edits it; nothing is refused for it.
  function describe(field, hint) {
    var words = [];
    if (field.dataset.form === "base64") {
      words.push("Base64, because the payload is not plain text.");
    } else {
      var text = field.value.trim();
      if (/^[[{]/.test(text)) {
        try { JSON.parse(text); words.push("✓ This is JSON."); } catch (e) { words.push("✗ This is not JSON: " + e.message); }
      }
      if (field.dataset.form === "crlf") { words.push("Lines end with CR LF, as in the original."); }
    }
    hint.textContent = words.join(" ");
  }

  return {
    // Puts a payload as the API gives it into the field.
    fill: function (field, hint, job) {
      var text = job.payload;
      if (text === undefined || !isPlain(text)) {
        field.dataset.form = "base64";
        field.value = text === undefined ? job.payloadBase64 : toBase64(text);
      } else {
        field.dataset.form = text.includes("\r\n") ? "crlf" : "text";
        field.value = text.replace(/\r\n/g, "\n");
      }
      describe(field, hint);
    },
    // Returns what the field holds as the API takes it.
    read: function (field) {
      if (field.dataset.form === "base64") { return { payloadBase64: field.value.replace(/\s/g, "") }; }
      return { payload: field.dataset.form === "crlf" ? field.value.replace(/\n/g, "\r\n") : field.value };
    },
    describe: describe
  };
})();
