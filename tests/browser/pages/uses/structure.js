// Style sheets with structural selectors, and every kind of text layout: each box and each text
// must have the same place as without the extension.

import { put } from "../compared/kit.js";

const ONE = "213-373-4253";
const TWO = "415-555-2671";
const LONG = `Please ring our support at ${ONE} on any day between nine and five, or the sales desk at ${TWO} whenever you wish to hear more.`;

/**
 * The CSS rules (`&` is the case's section) and its HTML.
 * @type {Record<string, [string, string]>}
 */
const LAYOUTS = {
  "owl selector": ["& * + * {margin-top:20px}", `${ONE}<p>a</p><p>b</p>`],
  "first child": ["& p:first-child {margin-top:40px}", `${ONE}<p>a</p>`],
  "last child": ["& b:last-child {padding-left:30px}", `<p>Tel <b>Ann</b> ${ONE}</p>`],
  "not the last child": ["& b:not(:last-child)::after {content:','}", `<p><b>Ann</b> ${ONE}</p>`],
  "only child": ["& b:only-child {display:block}", `<p><b>Ann</b> ${ONE}</p>`],
  "nth child": [
    "& span:nth-child(odd) {padding:0 12px}",
    `<p>${ONE} <span>a</span> <span>b</span></p>`,
  ],
  "next sibling": ["& b + i {margin-left:30px}", `<p><b>a</b> ${ONE} <i>b</i></p>`],
  "later sibling": ["& b ~ * {margin-left:30px}", `<p><b>a</b> ${ONE} <i>b</i></p>`],
  "has any": ["& p:has(*) {padding-left:30px}", `<p>${ONE}</p>`],
  "has none": ["& p:not(:has(*)) {padding-left:30px}", `<p>${ONE}</p>`],
  "has an only child": ["& p:has(> :only-child) {padding-left:30px}", `<p>${ONE}</p>`],
  empty: ["& p:empty {display:none}", `<p>${ONE}</p>`],
  "number of children": ["& p > :nth-last-child(n+2) {padding:5px}", `<p><b>a</b> ${ONE}</p>`],
  counter: [
    "& p {counter-reset:n} & p > * {counter-increment:n} & b::before {content:counter(n) '. '}",
    `<p>${ONE} <b>x</b></p>`,
  ],
  "all elements": [
    "& * {padding:7px;border:2px solid;display:inline-block}",
    `<p>Ring ${ONE} now</p>`,
  ],
  "all elements, important": [
    "& * {display:block!important;font-size:30px!important}",
    `<p>Ring ${ONE} now</p>`,
  ],
  "unknown elements": ["& :not(p, b) {display:block}", `<p>Ring ${ONE} now</p>`],
  "weight of children": ["& p > * {font-weight:bold}", `<p>Ring ${ONE} now</p>`],
  "::first-letter, number first": [
    "& p::first-letter {font-size:32px;float:left}",
    `<p>${ONE} is the line of our house</p>`,
  ],
  "::first-letter, words first": ["& p::first-letter {font-size:32px}", `<p>Ring ${ONE} now</p>`],
  "::first-line": ["& p::first-line {font-weight:bold}", `<p>${LONG}</p>`],
  "initial letter": ["& p::first-letter {initial-letter:2}", `<p>${LONG}</p>`],
  ellipsis: ["& p {overflow:hidden;white-space:nowrap;text-overflow:ellipsis}", `<p>${LONG}</p>`],
  "clamped lines": [
    "& p {display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden}",
    `<p>${LONG}</p>`,
  ],
  justified: ["& p {text-align:justify}", `<p>${LONG}</p>`],
  "justified to the last line": [
    "& p {text-align:justify;text-align-last:justify}",
    `<p>${LONG}</p>`,
  ],
  balanced: ["& p {text-wrap:balance}", `<p>${LONG}</p>`],
  pretty: ["& p {text-wrap:pretty}", `<p>${LONG}</p>`],
  hyphens: [
    "& p {hyphens:auto;width:160px}",
    `<p lang=en>Extraordinarily ${ONE} internationalization ${TWO} telecommunication</p>`,
  ],
  preformatted: ["", `<pre>Tel:  ${ONE}\n\tMob:\t${TWO}  end</pre>`],
  "pre-wrap": ["& p {white-space:pre-wrap;width:200px}", `<p>  Tel:  ${ONE}   ${LONG}</p>`],
  "pre-line": ["& p {white-space:pre-line;width:200px}", `<p>Tel:   ${ONE}\n\n  ${TWO}</p>`],
  "break-spaces": [
    "& p {white-space:break-spaces;width:160px}",
    `<p>Tel:      ${ONE}           ${TWO}</p>`,
  ],
  nowrap: ["& p {white-space:nowrap}", `<p>${LONG}</p>`],
  "width of a tab": ["& pre {tab-size:3}", `<pre>a\t${ONE}\tb\t${TWO}</pre>`],
  "raised and lowered": ["", `<p>Ring <sup>(1)</sup>${ONE}<sub>2</sub> now</p>`],
  spacing: ["& p {letter-spacing:2px;word-spacing:9px}", `<p>${LONG}</p>`],
  indent: ["& p {text-indent:40px}", `<p>${ONE} ${LONG}</p>`],
  capitals: ["& p {text-transform:capitalize}", `<p>ring ${ONE} now</p>`],
  "right to left": ["", `<p dir=rtl>שלום ${ONE} עולם (${TWO})</p>`],
  "arabic letters": ["& p {font-size:24px}", `<p dir=rtl>هاتف${ONE}هاتف</p>`],
  vertical: ["& p {writing-mode:vertical-rl;height:160px}", `<p>Ring ${ONE} today or ${TWO}</p>`],
  columns: ["& div {columns:2}", `<div>${LONG} ${LONG}</div>`],
  "broken anywhere": ["& p {width:60px;word-break:break-all}", `<p>Ring ${ONE} now</p>`],
  "wrapped anywhere": ["& p {width:50px;overflow-wrap:anywhere}", `<p>Ring ${ONE} now</p>`],
  narrow: ["& p {width:70px}", `<p>Ring ${ONE}, (${TWO}) now</p>`],
  "least width": ["& p {width:min-content}", `<p>Ring ${ONE} (${TWO}) now</p>`],
  "greatest width": ["& p {width:max-content}", `<p>Ring ${ONE} <b>(415)</b> 555-2671 now</p>`],
  "inline blocks": [
    "& span {display:inline-block;border:1px solid}",
    `<span>${ONE}</span><span>${TWO} x</span>`,
  ],
  "table by its contents": [
    "",
    `<table><tr><td>Name</td><td>${ONE}</td><td>${LONG}</td></tr><tr><td>x</td><td>Tel ${TWO}</td><td>y</td></tr></table>`,
  ],
  float: ["& span {float:right}", `<p><span>x</span>${ONE} ${LONG}</p>`],
  "text round a shape": [
    "& i {float:left;width:80px;height:80px;shape-outside:circle(50%)}",
    `<div><i></i>${LONG}</div>`,
  ],
  flex: ["& p {display:flex;gap:20px}", `<p>${ONE}<b>x</b>${TWO}</p>`],
  "flex, space between": [
    "& p {display:flex;justify-content:space-between}",
    `<p>Tel ${ONE} <b>x</b> ${TWO}</p>`,
  ],
  "flex column": [
    "& p {display:flex;flex-direction:column;gap:6px}",
    `<p>${ONE}<b>x</b>${TWO}</p>`,
  ],
  "flex, alone and centred": [
    "& p {display:flex;place-content:center;height:50px}",
    `<p>${ONE}</p>`,
  ],
  "flex, wrapped": [
    "& p {display:flex;flex-wrap:wrap;width:160px;gap:8px}",
    `<p>Tel ${ONE} here <b>x</b> ${TWO}</p>`,
  ],
  "flex, children grow": [
    "& p {display:flex} & p > * {flex:1;padding:4px}",
    `<p>${ONE}<b>x</b><i>y</i></p>`,
  ],
  "flex, last child pushed": [
    "& p {display:flex} & p > :last-child {margin-left:auto}",
    `<p><b>x</b>${ONE}</p>`,
  ],
  "inline flex": ["& span {display:inline-flex;gap:5px}", `<span><b>☎</b>${ONE}</span>`],
  grid: [
    "& p {display:grid;grid-template-columns:1fr 1fr 1fr}",
    `<p>${ONE}<b>x</b>${TWO}<i>y</i></p>`,
  ],
  "grid, second child wide": [
    "& p {display:grid;grid-template-columns:1fr 1fr} & p > :nth-child(2) {grid-column:1/-1}",
    `<p>${ONE}<b>x</b><i>y</i><u>z</u></p>`,
  ],
  kerning: ["& p {font:40px serif}", `<p>AV ${ONE} To</p>`],
  "padding of an inline box": [
    "& span {padding:0 8px;border:1px solid}",
    `<p>Tel <span>${ONE}</span> x</p>`,
  ],
  "box over two lines": [
    "& p {width:120px} & span {border:2px solid}",
    `<p><span>Ring ${ONE} or ${TWO}</span></p>`,
  ],
  "list markers inside": ["& ul {list-style-position:inside}", `<ul><li>${ONE}<li>Tel ${TWO}</ul>`],
  details: ["", `<details open><summary>Ann</summary>Tel ${TWO}</details>`],
  label: ["", `<label>${ONE} <input></label>`],
  button: ["", `<button type=button>${ONE}</button>`],
  fieldset: ["", `<fieldset><legend>${ONE}</legend>${TWO}</fieldset>`],
  caption: ["", `<table><caption>${ONE}</caption><tr><th>${TWO}</th></tr></table>`],
  ruby: ["", `<ruby>${ONE}<rt>${TWO}</rt></ruby>`],
  contained: ["& p {contain:layout paint}", `<p>${ONE}</p>`],
  "lines by br": ["", `<p>Tel<br>${ONE}<br><br>${TWO}<br></p>`],
  "soft hyphen and wbr": ["& p {width:80px}", `<p>Ring 213-373-<wbr>4253 &shy;now</p>`],
  "underlined already": ["& p {text-decoration:underline wavy}", `<p>Ring ${ONE}</p>`],
  "block between": ["", `<div>${ONE}<div>block</div>${TWO}</div>`],
  "space at the end": ["& p {white-space:pre-wrap;text-align:right}", `<p>${ONE}   </p>`],
};

const style = document.head.appendChild(document.createElement("style"));
for (const [at, [name, [rules, html]]] of Object.entries(LAYOUTS).entries()) {
  style.append(rules.replaceAll("&", `[data-layout="${at}"]`));
  const { length } = document.body.children;
  put({ [name]: { html, run: (root) => root.offsetHeight } });
  document.body.children[length].setAttribute("data-layout", `${at}`);
}
