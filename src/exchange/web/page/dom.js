// Elements of the page.
"use strict";
(function (root) {
  const $ = (id) => document.getElementById(id);

  // Makes an element with its properties and children.
  function make(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  // How the page scrolls.
  const behavior = () => (root.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

  root.CueDom = { $, make, behavior };
})(self);
