// The configuration of MathJax: the page starts it, and dollar signs delimit formulas.

window.MathJax = {
  startup: { typeset: false },
  tex: { inlineMath: [["$", "$"]] },
  options: { enableMenu: false, enableAssistiveMml: false },
};
