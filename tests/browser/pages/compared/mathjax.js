// How MathJax is to start: by the page's own word, with formulas between dollar signs.

window.MathJax = {
  startup: { typeset: false },
  tex: { inlineMath: [["$", "$"]] },
  options: { enableMenu: false, enableAssistiveMml: false },
};
