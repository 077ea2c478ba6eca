// Provides the type of label rules, and lists of words of many languages that often stand around
// numbers: words for "number", "and", "my", counted things and others, but no labels and no words
// for an extension. Only data, which other files of judge/ apply. Depends on nothing.
"use strict";

/**
 * A rule with words that are labels of numbers. `role` is the kind of number that follows such a
 * label. `strength` says what the label means for the number:
 * - "sure" (phone, fax): the number is for dialling, however it is written;
 * - "mild" (phone): evidence for a phone number, but not against a date or an amount;
 * - "strong" (identifier): the number is no phone number if it is in national format;
 * - "amount" (identifier): rejects only digits that are not grouped, or grouped by thousands;
 * - "named" (identifier): the number is an identifier, unless it is written as only phone numbers
 *   are;
 * - "weak" (identifier): with a word or sign for "number", like "named"; without one, rejects only
 *   digits without grouping;
 * - "numbered" (identifier): with a word or sign for "number", rejects digits without grouping.
 * Words are separated by "|". "word*" is the beginning of a word, "*word" an ending. The words of a
 * phrase are separated by single spaces. Case, accents and punctuation are ignored. A word of a
 * script without spaces is found if the text before the number ends with it.
 * @typedef {object} LabelRule
 * @property {string} name
 * @property {"phone" | "fax" | "identifier"} role
 * @property {"sure" | "mild" | "strong" | "named" | "weak" | "amount" | "numbered"} strength
 * @property {boolean} [isGrouped] true if such identifiers are written in groups, of which the last
 *   ones may look like a phone number
 * @property {Record<string, string>} words by language; "any" holds words of many languages
 */

/**
 * NUMBER_WORDS are words for "number", and FILLER_WORDS are other words that may stand between a
 * label and its number without changing what the label means: "Tel. no.: …", "Phone number is …",
 * "Telefon unter …".
 */
const NUMBER_WORDS =
  "no|nos|nr|nrs|num|numb|number|numbers|nummer|numéro|número|números|numero|numeri|n|nº|n°|" +
  "nro|numer|numeru|číslo|numara|numarası|номер|номера|№|#|αριθμός|αρ|番号|号码|號碼|号|號|번호|رقم|" +
  "شماره|מספר|המספר|מס|संख्या|नंबर|หมายเลข|เลขที่|số|nomor";
const FILLER_WORDS =
  "е|er|är|lautet|je|jest|este|είναι|adalah|là|है|hai|هو|הוא|ay|is|are|the|us|it|fr|be|at|on|in|a|of|for|and|or|to|under|via|only|ist|unter|der|die|den|dem|ab|au|c|le|" +
  "la|les|du|de|est|et|al|el|es|o|e|é|è|il|do|da|em|pod|pri|på|op|het|van|по|на|at|με|στο|free|" +
  "intl|int|international|main|general|line|uk|usa|us|eu|mob|код";

/** Words that, beside "number", mean a person's phone number: "my number", "nomor saya". */
const OWN_WORDS =
  "my|our|his|her|their|your|mein|meine|meiner|meinen|unsere|unser|seine|ihre|deine|eure|euer|mon|ma|notre|son|" +
  "ton|votre|leur|mes|mi|mis|nuestro|su|tu|mio|mia|nostro|suo|tuo|vostro|meu|minha|nosso|seu|teu|mijn|" +
  "ons|onze|zijn|haar|jouw|mój|moj|moje|mojego|nasz|jego|jej|twój|min|mitt|mina|vårt|hans|hennes|ditt|mit|" +
  "vores|hendes|dit|vort|våres|minun|meidän|hänen|sinun|můj|naše|náš|jeho|její|tvůj|moja|môj|náš|" +
  "benim|bizim|onun|senin|мой|мои|наш|его|её|твой|ваш|мій|його|її|твій|μου|μας|του|της|σου|το|saya|kami|" +
  "dia|anda|kamu|aku|tôi|mình|em|anh|chị|मेरा|मेरे|हमारा|उसका|mera|mere|hamara|uska|ko|namin|niya|aking|आपका|" +
  "meu|meva|nostre|mea|meu|nostru|lui|saját|az én|moj|naš|njegov|njen|moj|мојот|моят|моя|нашия|mano|mūsų|" +
  "mans|mūsu|minu|meie|yangu|yetu|my new|שלי|שלנו|שלו|من|ما|personal|private|privat|privé|mé|mun|sun";
const NEW_WORDS =
  "new|old|second|nd|other|alternate|alt|best|current|backup|secondary|callback|zweite|andere|" +
  "weitere|aktuelle|deuxième|autre|otro|segundo|altro|secondo|outro|tweede|neue|neuen|alte|nouveau|nouvel|ancien|nuevo|nueva|nuovo|novo|nova|nieuwe|oude|nowy|nový|nové|nya|nytt|ny|nye|uusi|" +
  "yeni|новый|новий|νέος|νέο|baru|mới|नया|naya|új|nou|nov|нов|naujas|jauns|uus|bagong|جديد|الجديد|جدید|חדש|החדש";

/**
 * Words for records, such as a policy. If such a word is capitalised and begins a line or a part of
 * a line, the number after the word identifies the record, even if the number is written like a
 * phone number. The list has no words for persons, departments and actions, because "Patient",
 * "Tickets" and "Order" may precede a phone number.
 */
const RECORD_WORDS =
  "policy|claim|case|parcel|shipment|bol|loan|docket|permit|badge|warranty|manifest|" +
  "certificate|contract|tender|incident|file|sendung|paket|vorgang|transportauftrag|serviceauftrag|reparaturauftrag|mietvertrag|" +
  "kaufvertrag|auftrag|vertrag|angebot|mandat|" +
  "dossier|contrat|sinistre|devis|colis|commande|expediente|póliza|pedido|siniestro|contrato|" +
  "pratica|polizza|ordine|preventivo|contratto|apólice|encomenda|processo|orçamento|polis|zaak|" +
  "bestelling|offerte|polisa|zamówienie|umowa|sprawa|ärende|avtal|sag|ordre|tilbud|" +
  "sak|avtale|sopimus|tarjous|objednávka|smlouva|sözleşme|договор|полис";

/** Words between "number" and the numbered thing: "número de serie", "nº del pedido". */
const GENITIVE_WORDS = "of|d|de|di|do|da|du|del|della|dell|des|dos|das|van|der|la|le|l|el|los";

/** Words that may be between the numbers of a list. */
const LIST_WORDS =
  "and|or|und|oder|et|ou|y|o|e|i|of|en|og|och|eller|ja|tai|a|nebo|lub|ve|veya|и|или|та|або|και|" +
  "ή|と|和|或|및|و|أو|או|và|hoặc|dan|atau|และ|और";

/** Matches the words between an amount and the counted thing: "900.000.000 de euros". */
const COUNTED_OF = /^\s*(?:(?:de|di|of)\s|d['’])?\s*/;

/** Words for counted or measured things. A number directly before such a word is an amount. */
const COUNT_WORDS =
  "rows|row|units|unit|pcs|pieces|items|people|users|views|hits|visitors|followers|" +
  "subscribers|members|downloads|results|records|bytes|byte|kb|mb|gb|tb|kib|mib|bits|px|mm|" +
  "cm|km|kg|mg|ml|lbs|oz|ft|sq|gram|grams|g|sec|seconds|ms|minutes|hours|days|years|times|" +
  "points|votes|shares|likes|steps|words|reviews|ratings|customers|students|patients|households|" +
  "vehicles|homes|acres|impressions|clicks|plays|streams|installs|litres|liters|gallons|pounds|" +
  "calories|kcal|transactions|requests|queries|events|entries|articles|copies|tonnes|tons|miles|meters|metres|inhabitants|" +
  "residents|employees|cases|deaths|dollars|usd|eur|euro|euros|gbp|chf|pln|zł|kr|sek|nok|dkk|" +
  "czk|kč|huf|ft|ron|lei|lei|руб|рублей|грн|тенге|tl|try|inr|rs|rupees|cny|rmb|元|円|원|บาท|" +
  "đồng|vnd|idr|stück|stk|einwohner|aufrufe|mitglieder|besucher|artikel|treffer|ergebnisse|" +
  "habitants|visiteurs|vues|personnes|pièces|habitantes|visitas|personas|piezas|resultados|" +
  "abitanti|visite|persone|pezzi|pessoas|peças|inwoners|bezoekers|stuks|osób|szt|sztuk|" +
  "wyświetleń|invånare|besökare|styck|st|indbyggere|besøgende|innbyggere|asukasta|kävijää|" +
  "kpl|obyvatel|návštěv|ks|adet|kişi|шт|штук|человек|просмотров|посетителей|осіб|переглядів|" +
  "κατοίκους|τεμ|人|件|個|个|件|次|台|枚|部|명|개|건|회|조회|شخص|زيارة|نفر|תושבים|צפיות|लोग|คน|ชิ้น|người|" +
  "lượt|orang|buah|voters|euroa|kroner|kronor|złotych|рубля|рубль|гривень|forint|лв|dinara|jiwa|kilometers|kilometres|voti|" +
  "Stimmen|stemmer|mieszkańców|ganger|gange|gånger|kertaa|keer|razy|krát|fois|veces|volte|vezes|" +
  "лиц|жителей|жителів|души|lakosok|locuitori|stanovnika|obyvateľov|asukkaan|hectares|ha|watt|kw|mw|volt|hz|mhz|ghz|mah|rpm";

/** Words that may touch the end of a number: `3900Fax:`, `4253cell`, `5711Email:`. */
const WORDS_GLUED_AFTER =
  "e-?mail|mail|web|www|https?|fax|tel|phone|cell|mobile|mob|ext|office|home|or|and|oder|und|ou|et|[tfm]:";
