// Says with each request of a page's scripts where the page is, so that a login in between leads back to it. Pages
// without components of PrimeFaces make no such requests, and have no jQuery.
if (window.jQuery) {
  jQuery.ajaxPrefilter(function (options, given, request) {
    "use strict";
    request.setRequestHeader("Pepper-Page", location.pathname + location.search);
  });
}
