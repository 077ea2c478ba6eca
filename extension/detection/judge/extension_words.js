// Provides the words for an extension in many languages. Only data; touching_text.js applies it.
// Depends on nothing.
"use strict";

/** Words for an extension that libphonenumber does not know. */
const EXTENSION_WORDS =
  "local|loc\\.?|[prlmw][.:](?![.:]? ?\\d+(?!\\d)[ .-]{1,2}[(\\d])|доп|số máy lẻ|доб|добавочный|extensão|extensao|extensie|durchwahl|dw|nebenstelle|apparat|app|klappe|poste|interno|" +
  "interne|ramal|ramais|rml|extensión|toestel|tst|doorkies|wewnętrzny|wewn|wew|анкн|anknytning|ankn|" +
  "lokal|lok|linje|alanumero|alanro|klapka|klap|linka|linha|mellék|mell|interior|вътрешен|вътр|" +
  "kućni|interni|dahili|dâhili|dah|вн|внутр|внутренний|дод|додатковий|добавочный|внутрішній|εσωτ|εσωτερικό|内線|内线|內線|" +
  "轉分機|转分机|分機|分机|轉|转|내선번호|내선|교환|تحويلة|داخلي|داخلی|שלוחה|एक्सटेंशन|ต่อ|máy lẻ|máy nhánh|nhánh|" +
  "số nội bộ|ekstensi|ekst|pesawat|pes|samb|sambungan|estensione|utvidelse|posto";
