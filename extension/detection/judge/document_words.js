// Provides the rules with labels of documents, places and references in many languages. Only data:
// words_around_numbers.js describes a rule's fields, and label_before.js applies the rules. Depends
// on lazy.js.
"use strict";

/** The rules with labels of documents and places. @type {() => LabelRule[]} */
const documentLabels = lazily(() => [
  {
    name: "document",
    role: "identifier",
    strength: "strong",
    words: {
      any:
        "isbn|issn|eissn|doi|pmid|pmc|pmcid|arxiv|bibcode|oclc|lccn|gnd|isni|viaf|orcid|ismn|" +
        "zdb|cid|cve|ean|gtin|upc|asin|mpn|isin|wkn|sedol|cusip|imei|iccid|vin|mmsi|imo|pzn|" +
        "nsn|fcc|uuid|guid|md|hash|nr kat|hts|scopus|rma|iln|gln|jan code|cas nr|cas no|" +
        "cas nummer|cas number",
      en:
        "docket|writ|ip|ip address|ipv|netmask|mac address|timestamp|epoch|unix|" +
        "serial number|ndc|apn|inode|changeset|checksum|genbank",
      de: "aktenzeichen|az|bgbl|drucksache|bt drs|ip adresse|geschäftszeichen|gz|geschäftszahl",
      fr: "arrêté|adresse ip|numéro de série",
      es: "expediente|boe|dirección ip|sentencia",
      it: "protocollo|prot|indirizzo ip|matricola|sentenza|minsan|aic|a i c",
      pt: "processo|protocolo|endereço ip|acórdão",
      nl: "kenmerk|ip adres|zaaknummer|dossiernummer|serienummer",
      pl: "sygn|sygnatura|adres ip|akt",
      sv: "diarienummer|dnr|ärendenummer|ip adress",
      da: "journalnummer|sagsnummer|sagsnr",
      no: "saksnummer|saksnr",
      fi: "diaarinumero|dnro|ip osoite|sarjanumero",
      cs: "spisová|č j|čj|verze|ip adresa|sériové číslo|výrobní číslo|spis zn|sp zn",
      tr: "dosya no|esas|esas no|karar|karar no|sürüm|ip adresi|seri no",
      ru: "дело|дела|версия|постановление|приказ|серия|серийный номер|ip адрес|гост|снип",
      uk: "справа|справи|версія|наказ|серія|серійний номер",
      el: "έκδοση|υπόθεση|αρ πρωτ|πρωτ|αριθμός πρωτοκόλλου|φεκ",
      ja: "事件番号|事件|バージョン|製造番号|シリアル番号|シリアルナンバー",
      zh: "案号|序列号|书号|刊号|期号|标准号|国标",
      ko: "버전|사건번호|일련번호|시리얼번호",
      ar: "الإصدار|قضية|رقم القضية|شابک|شابك|ردمك",
      he: "גרסה|תיק|תיק מספר|מסתב",
      hi: "संस्करण|मामला संख्या|आईएसबीएन",
      th: "เวอร์ชัน|คดี|คดีหมายเลข|หมายเลขเครื่อง",
      vi: "phiên bản|vụ án|số hiệu|số seri",
      id: "perkara|nomor perkara|nomor seri",
    },
  },
  {
    name: "place",
    role: "identifier",
    strength: "strong",
    words: {
      any: "lat|latitude|lon|lng|longitude|gps|utm|zip|zipcode|zip code|wgs|cp",
      en:
        "postal code|postcode|post code|po box|p o box|pob|pmb|coordinates|altitude|" +
        "elevation|pincode|pin code|private bag|locked bag",
      de:
        "breitengrad|längengrad|breite|koordinaten|plz|postleitzahl|postfach|flurstück|" +
        "gps koordinaten",
      fr: "code postal|boîte postale|bp|b p|coordonnées gps",
      es: "código postal|c p|apartado|apdo|casilla|latitud|longitud|coordenadas|apartado postal",
      it: "cap|c a p|casella postale|latitudine|longitudine|coordinate|mappale|foglio",
      pt: "caixa postal",
      nl: "postbus|breedtegraad|lengtegraad|coördinaten",
      pl: "kod pocztowy|skrytka|szerokość|długość|współrzędne|działka",
      sv: "postnummer|postnr|koordinater",
      da: "postboks|breddegrad|længdegrad",
      no: "lengdegrad",
      fi: "postinumero|postilokero|leveysaste|pituusaste|koordinaatit",
      cs: "psč|souřadnice|parcela|gps souřadnice",
      tr: "posta kodu|enlem|boylam|koordinat|parsel",
      ru:
        "индекс|почтовый индекс|широта|долгота|координаты|а я|абонентский ящик|" +
        "кадастровый номер",
      uk: "індекс|поштовий індекс|довгота|координати|а с",
      el: "τκ|τ κ|ταχ κωδ|τ θ|τθ|ταχυδρομικός κώδικας|γεωγραφικό πλάτος",
      ja: "緯度|経度|北緯|東経|郵便番号|私書箱|〒",
      zh: "纬度|經度|经度|邮编|郵編|邮政编码|郵遞區號|信箱",
      ko: "위도|경도|우편번호|사서함",
      ar: "ص ب|صندوق بريد|الرمز البريدي|کد پستی|کدپستی|صندوق پستی|خط العرض|خط الطول",
      he: "מיקוד|ת ד|תד|קו רוחב|קו אורך|גוש|חלקה",
      hi: "पिन कोड|पिन|अक्षांश|देशांतर",
      th: "รหัสไปรษณีย์|ละติจูด|ลองจิจูด|ตู้ ปณ",
      vi: "mã bưu điện|mã bưu chính|vĩ độ|kinh độ|hòm thư",
      id: "kode pos|lintang|bujur|kotak pos",
    },
  },
  {
    name: "reference_number",
    role: "identifier",
    strength: "strong",
    words: {
      en: "meeting id|zoom id|webex id|teams id|webinar id|conference id|order number|invoice number|tracking number|customer number|case number",
      de:
        "artikelnummer|bestellnummer|rechnungsnummer|kundennummer|auftragsnummer|" +
        "sendungsnummer|vertragsnummer|versicherungsnummer|losnummer|zählernummer|" +
        "mitgliedsnummer|belegnummer|vorgangsnummer|referenznummer|paketnummer|policennummer|" +
        "materialnummer|teilenummer",
      fr:
        "numéro de commande|numéro de client|numéro de facture|numéro de suivi|" +
        "numéro de dossier",
      es: "número de pedido|número de cliente|número de factura|número de seguimiento",
      it: "numero d ordine|numero ordine|numero cliente|numero fattura|numero pratica",
      pt: "número do pedido|número da fatura|número do processo",
      nl: "bestelnummer|factuurnummer|klantnummer|ordernummer|polisnummer",
      pl: "numer zamówienia|numer klienta|numer faktury|numer przesyłki|numer umowy",
      sv: "kundnummer|fakturanummer|avtalsnummer|referensnummer",
      da: "varenummer|ordrenummer|kundenummer|policenummer|referencenummer",
      no: "avtalenummer|referansenummer",
      fi: "tuotenumero|tilausnumero|asiakasnumero|laskunumero|sopimusnumero|seurantanumero",
      cs:
        "č objednávky|č faktury|č zásilky|č smlouvy|č zakázky|číslo objednávky|" +
        "číslo zákazníka|číslo faktury|číslo zásilky|číslo smlouvy",
      tr: "sipariş numarası|müşteri numarası|fatura numarası|takip numarası",
      ru: "номер заказа|номер клиента|номер договора|номер отправления|трек номер",
      uk: "номер замовлення|номер клієнта|номер договору|номер відправлення",
      el: "αριθμός παραγγελίας|αριθμός πελάτη|αριθμός τιμολογίου|αριθμός αποστολής",
      ja: "注文番号|伝票番号|追跡番号|会員番号|契約番号|証券番号|顧客番号|商品番号|商品コード|管理番号|送り状番号|請求書番号",
      zh: "订单编号|訂單編號|快递单号|运单号|保单号|合同编号|會員編號",
      ko: "주문번호|송장번호|운송장번호|회원번호|고객번호|계약번호|증권번호|관리번호|상품번호|상품코드|제품번호",
      ar: "رقم الطلب|رقم الفاتورة|رقم الشحنة|رقم التتبع|رقم العميل",
      he: "מספר הזמנה|מספר לקוח|מספר מעקב|מספר חשבונית",
      hi: "ऑर्डर संख्या|ग्राहक संख्या|चालान संख्या",
      th: "หมายเลขคำสั่งซื้อ|เลขพัสดุ|หมายเลขพัสดุ|เลขที่ใบแจ้งหนี้",
      vi: "mã đơn hàng|mã vận đơn|mã khách hàng|số hóa đơn",
      id: "nomor pesanan|nomor resi|nomor pelanggan|nomor faktur",
      hu:
        "rendelésszám|ügyfélazonosító|ügyfélszám|számlaszám|számla sorszáma|sorszám|sorszáma|" +
        "azonosító|azonosítószám|szerződésszám|ügyszám|iktatószám|csomagszám|cikkszám",
      hr:
        "broj narudžbe|broj narudžbine|broj računa|broj predmeta|broj pošiljke|broj ugovora|" +
        "poziv na broj|matični broj|mbs|jib|jmbg|mb|žiro|žiro račun",
      sl:
        "številka naročila|številka računa|številka pošiljke|številka pogodbe|sklic|" +
        "matična številka|davčna številka",
      sk: "číslo zásielky|číslo zmluvy|variabilný symbol",
      ro: "număr comandă|nr comandă|număr factură|număr contract|cod client|cod fiscal",
      bg: "номер на поръчка|номер на фактура|товарителница|еик|булстат|егн",
      lt: "užsakymo nr|užsakymo numeris|sąskaitos nr|sutarties nr|kliento kodas|įmonės kodas",
      lv: "pasūtījuma nr|pasūtījums|rēķina nr|līguma nr|klienta kods|pvn",
      et: "tellimuse nr|tellimuse number|arve nr|lepingu nr|kliendinumber|registrikood|kmkr",
      bn: "অর্ডার নম্বর|চালান নম্বর|গ্রাহক নম্বর|ইনভয়েস নম্বর",
      ka: "შეკვეთის ნომერი|ინვოისი|ანგარიშის ნომერი|საიდენტიფიკაციო კოდი",
      ms: "no akaun|nombor pesanan|nombor akaun|no rujukan|nombor rujukan|no k p",
    },
  },
]);
