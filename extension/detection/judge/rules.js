// What the judge knows about the words and shapes that stand around numbers: data only, each rule
// with an example and a counter-example that a test executes. It must not know how a rule is run.
"use strict";

/**
 * Words before a number that say what it is. `role`: what the number is; `strength`:
 * - "sure" (phone, fax): the number is meant to be dialled, however it is written;
 * - "mild" (phone): speaks for the number but not against a date or an amount;
 * - "strong" (identifier): no number in national format after it is a phone number;
 * - "amount" (identifier): as weak, and digits grouped by thousands;
 * - "weak" (identifier): only digits without grouping, or after a number sign, are an identifier;
 * - "numbered" (identifier): as weak, but only together with a number word or sign.
 * Words are separated by "|"; "word*" is a beginning, "*word" an ending; several words are written
 * with single spaces; case, accents and punctuation are ignored. Words of scripts without spaces
 * are looked for at the end of what stands before the number.
 * @typedef {object} LabelRule
 * @property {string} name
 * @property {"phone" | "fax" | "identifier"} role
 * @property {"sure" | "mild" | "strong" | "weak" | "amount" | "numbered"} strength
 * @property {Record<string, string>} words by language; "any" holds what many share
 * @property {{text: string, region: string}} example a text in which this rule decides
 * @property {{text: string, region: string}} counterExample one in which it must not
 */

/** @type {LabelRule[]} */
const LABEL_RULES = [
  {
    name: "label_phone",
    role: "phone",
    strength: "sure",
    words: {
      any:
        "☎|☏|✆|🕿|📞|📱|📲|tel|tels|t|p|m|d|o|ph|phone*|telephone*|telefon*|hotline|gsm|whatsapp|" +
        "viber|wa|wa me|callto",
      en:
        "mobile*|mob|cell|cells|cellphone|cellular|helpline|toll free|tollfree|freephone|" +
        "freecall|landline|switchboard|textphone|infoline|phones",
      de:
        "fon|handy|handynummer|mobil|mobilnummer|mobiltelefon|rufnummer|*rufnummer|*telefon|" +
        "*hotline|festnetz|durchwahl|*telefonnummer|fernruf|*notruf|servicenummer",
      fr: "téléphone*|tél|portable|numéro vert|numéro de téléphone|telephonique|tph",
      es:
        "teléfono*|telefonos|telf|tlf|tlfno|tfno|tfn|tfnos|móvil*|celular|celulares|cel|fono|" +
        "fonos|conmutador|central telefonica",
      it: "telefono|cellulare|centralino|numero verde|recapito telefonico|fisso",
      pt: "telefone|telefones|telemóvel|tlm|tlms|telef|fone|fones|linha de apoio|zap|zapzap",
      nl: "telefoon*|*telefoon|mobiel|telnr|telefoonnummer|noodnummer",
      pl: "kom|komórka|komórkowy|infolinia|infolinii|nr tel|tel kom",
      sv: "tfn|mobil|växel|växeln|mobilnummer|telefonnr",
      da: "tlf|mobil|tlfnr|mobilnr|hovednummer",
      no: "tlf|mobil|sentralbord|mobilnr",
      fi: "puhelin*|puh|puhelinnumero|matkapuhelin|matkapuh|vaihde|asiakaspalvelu|päivystys",
      cs: "mobil|infolinka|bezplatná linka|telefonní číslo|volejte",
      tr: "cep telefonu|cep tel|santral|çağrı merkezi|telefonu|gsm no",
      ru:
        "телефон*|тел|т|моб|мобильный|мобильная|сот|сотовый|горячая линия|многоканальный|ватсап|" +
        "вотсап",
      uk: "телефон*|тел|моб|мобільний|гаряча лінія",
      el: "τηλέφων*|τηλ|τηλεφωνικό κέντρο|κιν|κινητό|κινητά",
      ja: "電話|電話番号|携帯|携帯電話|携帯番号|フリーダイヤル|フリーコール|お問い合わせ|お問合せ|問い合わせ先|お電話|直通|代表|電話受付|ナビダイヤル|連絡先",
      zh: "电话|電話|手机|手機|手机号|手机号码|手機號碼|热线|熱線|专线|專線|联系方式|聯絡方式|座机|行動|行动电话|电话号码|電話號碼|咨询|客服",
      ko: "전화|전화번호|연락처|휴대폰|휴대전화|핸드폰|고객센터|문의|문의처|문의사항|상담|콜센터|대표번호|유선",
      ar:
        "هاتف|الهاتف|تلفون|تليفون|تلفن|جوال|الجوال|موبايل|موبایل|محمول|رقم الهاتف|واتساب|" +
        "الخط الساخن|همراه|شماره تماس",
      he: "טלפון|טל|נייד|פלאפון|סלולרי|מוקד|מספר טלפון|וואטסאפ",
      hi: "फोन|फ़ोन|मोबाइल|दूरभाष|टेलीफोन|टेलीफ़ोन|हेल्पलाइन|टोल फ्री|ফোন|টেলিফোন|মোবাইল|হটলাইন",
      th: "โทร|โทรศัพท์|มือถือ|เบอร์โทร|เบอร์โทรศัพท์|เบอร์|สายด่วน",
      vi: "điện thoại|đt|sđt|dđ|đtdđ|di động|tổng đài|số điện thoại",
      id: "telepon|telp|telpon|tlp|tilpun|hp|ponsel|handphone|nomor telepon|no telp|no hp",
    },
    example: { text: "Phone 202 555 0143", region: "US" },
    counterExample: { text: "Phone case, item 2025550143", region: "US" },
  },
  {
    name: "label_call",
    role: "phone",
    strength: "mild",
    words: {
      any: "contact|contacts|kontakt|sms",
      en:
        "call|calls|calling|dial|dialing|ring|text|contacting|enquiries|inquiries|office|home|" +
        "work|sales|support|reception|direct|emergency|reach|my number|our number|your number|" +
        "this number",
      de: "anrufen|rufen|zentrale|büro|erreichbar|erreichen|beratung|kontaktnummer|kontakttelefon",
      fr: "appelez|appeler|appel|joindre|contactez|accueil|renseignements|réservation",
      es: "llame|llama|llamar|llámenos|llámanos|llamando|contacto|atención|informes|citas",
      it: "chiama|chiamare|chiamaci|contatti|contatto|prenotazioni|segreteria|ufficio",
      pt: "ligue|ligar|contato|contacto|contactos|atendimento",
      nl: "bel|bellen|contactnummer|receptie|bereikbaar",
      pl: "zadzwoń|dzwoń|recepcja|biuro|sekretariat|kontaktowy",
      sv: "ring|ringa|kundtjänst|reception|kundservice",
      da: "ring|kundeservice|reception",
      no: "ring|kundeservice|resepsjon|kundesenter",
      fi: "soita|soittamalla|yhteystiedot|numerosta|numeroon|ajanvaraus",
      cs: "zavolejte|recepce|kontaktní|kontakty|zákaznická linka",
      tr: "arayın|arayınız|iletişim|danışma|müşteri hizmetleri",
      ru:
        "звоните|позвоните|звонить|контакты|контактный|справки|запись|приёмная|приемная|" +
        "регистратура",
      uk: "телефонуйте|дзвоніть|зателефонуйте|контакти|довідки|приймальня",
      el: "καλέστε|επικοινωνία|πληροφορίες|επικοινωνήστε",
      ja: "受付|予約|お申し込み|問合せ",
      zh: "拨打|撥打|联系|聯絡|联系人|咨询热线|请致电|致電",
      ko: "예약|접수|안내",
      ar: "اتصل|اتصلوا|اتصال|للتواصل|التواصل|تماس",
      he: "חייגו|התקשרו|לפרטים|להזמנות|צור קשר",
      hi: "संपर्क|कॉल|कॉल करें",
      th: "ติดต่อ|สอบถาม",
      vi: "gọi|liên hệ",
      id: "hubungi|kontak|panggil",
    },
    example: { text: "call us today on 202 555 0143", region: "US" },
    counterExample: { text: "the recall of order 2025550143", region: "US" },
  },
  {
    name: "label_fax",
    role: "fax",
    strength: "sure",
    words: {
      any: "fax*|telefax*|*fax|f|📠|🖷",
      en: "facsimile|efax|telecopier",
      de: "faxnummer|*telefax|fernkopie",
      fr: "télécopie|télécopieur|téléc",
      es: "facsímil",
      it: "telefax",
      pt: "telecópia",
      nl: "faxnummer",
      pl: "faks*",
      sv: "telefax",
      da: "telefax",
      no: "telefaks|faks",
      fi: "faksi|telekopio",
      cs: "fax",
      tr: "faks|belgegeçer|belgeç|faksı",
      ru: "факс*|ф",
      uk: "факс*",
      el: "φαξ",
      ja: "ファックス|ファクス|ファクシミリ|ＦＡＸ",
      zh: "传真|傳真|传真号|傳真號碼",
      ko: "팩스|팩스번호|모사전송",
      ar: "فاكس|الفاكس|فکس|نمابر|دورنگار",
      he: "פקס|פקסימיליה",
      hi: "फैक्स|फ़ैक्स|ফ্যাক্স",
      th: "โทรสาร|แฟกซ์|แฟ็กซ์",
      vi: "số fax",
      id: "faks|faksimili|faksimile",
    },
    example: { text: "Fax: (202) 555-0143", region: "US" },
    counterExample: { text: "Tel/Fax: (202) 555-0143", region: "US" },
  },
  {
    name: "tax_number",
    role: "identifier",
    strength: "strong",
    words: {
      any: "vat|tin",
      en:
        "taxid|tax id|tax no|tax number|sales tax|tax reg|ein|fein|itin|ssn|social security|" +
        "gst|gstin|abn|acn|arbn|trn|ntn|strn|hst",
      de:
        "ust|ustid*|ust id|ust idnr|ust id nr|mwst*|steuernummer|steuernr|steuer nr|st nr|stnr|" +
        "steuer id|steueridentifikation*|umsatzsteuer*",
      fr:
        "tva|tva intracom|tva intra|tva intracommunautaire|intracommunautaire|communautaire|" +
        "identifiant fiscal|nif|n i f",
      es:
        "nif|n i f|cif|c i f|nie|rfc|r f c|nit|n i t|rut|r u t|ruc|r u c|cuit|cuil|c u i t|dni|" +
        "curp|cédula|c c",
      it: "p iva|piva|partita iva|p i|c f|cf|codice fiscale|cod fisc|cod fiscale|fiscale|iva",
      pt: "nif|nipc|cnpj|cpf|contribuinte|inscrição estadual|insc est|cnpj mf|nis",
      nl: "btw*|bsn|rsin|omzetbelasting",
      pl: "nip|regon|pesel|krs|n i p",
      sv: "moms*|momsreg*|vat nr|personnummer",
      da: "se nr|moms|cpr*",
      no: "mva|fødselsnummer|personnummer",
      fi: "y tunnus|ytunnus|alv*|hetu|henkilötunnus|lytunnus|vat tunnus",
      cs: "ič|ičo|dič|ič dph|rodné číslo|ico|dic",
      tr: "vergi|vergi no|vergi numarası|vkn|v d|tckn|t c kimlik|tc kimlik|kimlik|kimlik no|mersis",
      ru: "инн|кпп|снилс|унп|иин|бин|бсн|стн",
      uk: "іпн|рнокпп|єдрпоу|едрпоу|пдв|ідентифікаційний код",
      el: "αφμ|α φ μ|αμκα|α μ κ α|δου",
      ja: "法人番号|登録番号|マイナンバー|個人番号|インボイス登録番号",
      zh: "税号|稅號|税务登记|纳税人识别号|統一編號|统一编号|统编|統編|统一社会信用代码|信用代码|身份证|身份证号|身份證",
      ko: "사업자등록번호|사업자 등록번호|사업자번호|사업자등록|사업자|주민등록번호|법인등록번호|법인번호|고유번호",
      ar:
        "الرقم الضريبي|رقم ضريبي|ضريبي|الضريبي|ضريبة|کد اقتصادی|شناسه ملی|کد ملی|کدملی|" +
        "الرقم القومي|رقم الهوية",
      he: "ע מ|עמ|עוסק מורשה|עוסק פטור|עוסק|ח פ|חפ|ת ז|תז|תעודת זהות|תיק ניכויים|ע ר",
      hi: "जीएसटी|जीएसटीआईएन|पैन|आधार",
      th: "เลขประจำตัวผู้เสียภาษี|ผู้เสียภาษี|เลขผู้เสียภาษี|เลขประจำตัวประชาชน|บัตรประชาชน",
      vi: "mã số thuế|mst|msdn|cmnd|cccd|mã số doanh nghiệp",
      id: "npwp|nik|nib|ktp",
      hu: "adószám|adóazonosító|cégjegyzékszám|cui|c u i|taj szám",
    },
    example: { text: "P.IVA 02487100339", region: "IT" },
    counterExample: { text: "Telefon Finanzamt: 030 901820", region: "DE" },
  },
  {
    name: "registration",
    role: "identifier",
    strength: "strong",
    words: {
      any: "duns|d u n s|nmls|lei|eori|iso",
      en:
        "company number|company no|company reg|company registration|registered number|" +
        "registered no|registered company|registered in england|registered charity|" +
        "registration|registration number|reg|regn|reg no|charity number|charity no|crn|" +
        "charter|licence|license|lic|dre|cfl|npi|dea|cin|rera|udyam|cage|" +
        "companies house|patent|trademark",
      de:
        "handelsregister*|handelsbuch*|hrb|hra|registernummer|register nr|amtsgericht|fn|" +
        "firmenbuch*|firmenbuchnummer|vereinsregister|vr|ik|betriebsnummer|dvr|zvr|gisa|" +
        "zulassung*|zul|patent*",
      fr:
        "numéro d entreprise|n d entreprise|bce|rcs|r c s|siren|siret|rc|r c|ape|naf|patente|" +
        "cnss|ice|rpps|adeli|agrément|licence|cnil|carte professionnelle|orias|finess|uai|rna|" +
        "dépôt légal",
      es:
        "registro*|registro mercantil|registro de propiedad|propiedad intelectual|" +
        "matrícula mercantil|tomo|inscripción|hoja|depósito legal|colegiado|licencia|" +
        "cámara de comercio|tarjeta profesional",
      it:
        "sdi|reg imp|r i|rea|r e a|reg imprese|registro imprese|n iscrizione|iscrizione|albo|cciaa|" +
        "autorizzazione|licenza",
      pt:
        "registo|matrícula|inscrição|inscrição municipal|alvará|creci|oab|anvisa|licença|" +
        "depósito legal",
      nl:
        "kvk*|k v k|ondernemingsnummer|ondernemingsnr|kbo|kbo nr|handelsregister*|" +
        "kamer van koophandel|vergunning",
      pl: "rejestr*|bdo|numer rejestrowy|zezwolenie|koncesja|kapitał*",
      sv: "org nr|orgnr|org nummer|organisationsnummer|organisationsnr|säte",
      da: "cvr*|cvrnr|p nummer|autorisation",
      no:
        "org nr|orgnr|org nummer|organisasjonsnummer|organisasjonsnr|foretaksnummer|" +
        "foretaksregisteret|company id",
      fi: "kaupparekisteri*|rekisterinumero|rekisterinro",
      cs:
        "spisová značka|oddíl|vložka|obchodní rejstřík|zapsaná|zapsán|evidenční číslo|" +
        "identifikační číslo",
      tr: "ticaret sicil|ticaret sicil no|sicil|sicil no|oda sicil|ruhsat*|belge no",
      ru:
        "огрн*|огрнип|окпо|оквэд|окато|октмо|лицензи*|свидетельств*|рег|регистрац*|эл|фс|" +
        "росздравнадзор*|сертификат*|патент*|разрешени*",
      uk: "ліцензі*|свідоцтв*|реєстрац*|дозвіл|сертифікат*",
      el: "γεμη|γ ε μ η|αρ γεμη|αρ μαε|μ α ε|άδεια|μητε|μ η τ ε|αριθμός μητρώου|α μ",
      ja: "許可番号|許可|免許|免許番号|会社法人等番号|古物商|第|届出番号|認可|証明書番号|特許",
      zh:
        "备案|備案|备案号|许可证|許可證|许可证号|许可证编号|icp 备|icp 備|icp 证|公网安备|公安备|经营许可证|证号|证书|版权|证书号|证书编号|注册号|登记号|登记证|" +
        "新出网证|文网文|视听许可证|统一登记|专利号|专利|批准文号|执照|字第|第",
      ko: "통신판매업신고|통신판매업신고번호|통신판매업|통신판매|신고번호|허가번호|등록번호|인가번호|특허|면허번호",
      ar:
        "سجل تجاري|السجل التجاري|س ت|سجل|ترخيص|رقم الترخيص|شماره ثبت|ثبت|شماره پروانه|پروانه|" +
        "رخصة|نظام پزشکی",
      he: "רישיון|מספר רישיון|מס רישיון|רישום|רשם",
      hi: "पंजीकरण|पंजीकरण संख्या|रजिस्ट्रेशन|लाइसेंस",
      th: "ทะเบียน|ทะเบียนเลขที่|ทะเบียนนิติบุคคล|เลขทะเบียน|ใบอนุญาต|ใบอนุญาตเลขที่|" + "เลขที่ใบอนุญาต",
      vi: "giấy phép|giấy phép số|gpkd|gcn|đkkd|giấy chứng nhận|gp|gpđkkd",
      id: "siup|tdp|izin|nomor izin|siujk|sk menkumham",
    },
    example: { text: "CVR: 35545904", region: "DK" },
    counterExample: { text: "Registered office: tel. 35 54 59 04", region: "DK" },
  },
  {
    name: "bank_account",
    role: "identifier",
    strength: "strong",
    words: {
      any: "iban|bic|swift|bankgiro|plusgiro|postgiro|konto|kto",
      en:
        "sort code|routing|routing number|routing no|aba|bsb|ifsc|account number|account no|" +
        "bank account|a c|a c no",
      de: "blz|bankleitzahl|kontonummer|kontonr|bankverbindung|bankkonto|gläubiger id",
      fr: "rib|ccp|compte|compte bancaire|guichet",
      es: "cuenta|cuenta corriente|cta|cta cte|cbu|cvu|clabe|ccc",
      it: "conto corrente|conto|c c|abi|cab|ccp|bollettino",
      pt: "conta|conta corrente|agência|nib|pix|c c",
      nl: "rekening|rekeningnummer|bankrekening|bankrekeningnummer|giro",
      pl: "rachunek|rachunku|konta|nr konta|numer konta|nrb",
      sv: "bankkonto|kontonummer|clearing*|bg|pg",
      da: "kontonr|reg nr|bankkonto|girokonto",
      no: "kontonummer|kontonr|bankkonto|kid",
      fi: "tilinumero|tili|tilinro|viitenumero",
      cs: "účet|účtu|č ú|číslo účtu|variabilní symbol|vs|bankovní spojení",
      tr: "hesap|hesap no|hesap numarası|şube kodu",
      ru:
        "р с|к с|р сч|к сч|бик|расчётный счёт|расчетный счет|корр счет|корр счёт|лицевой счет|" +
        "счет|счёт|сч|жск|карта|карты",
      uk: "р р|мфо|рахунок|рахунку|п р|картка|картки",
      el: "λογαριασμός|λογαριασμού|αρ λογαριασμού|αριθμός λογαριασμού",
      ja: "口座|口座番号|普通|普通預金|当座|支店番号|記号番号|店番",
      zh: "账号|帳號|账户|帳戶|帐号|卡号|銀行帳號|银行账号|银行卡|匯款帳號",
      ko: "계좌|계좌번호|입금계좌|예금주",
      ar: "حساب|الحساب|رقم الحساب|شماره حساب|شماره کارت|کارت|شبا|آیبان|ايبان",
      he: "חשבון|מספר חשבון|חשבון בנק|סניף",
      hi: "खाता|खाता संख्या|खाता नंबर",
      th: "บัญชี|เลขที่บัญชี|เลขบัญชี|พร้อมเพย์",
      vi: "số tài khoản|tài khoản|stk|tk",
      id: "rekening|no rekening|nomor rekening|norek|no rek|rek",
    },
    example: { text: "Kontonummer 0730153870", region: "DE" },
    counterExample: { text: "Konto gesperrt? Hotline 0730 153870", region: "DE" },
  },
  {
    name: "document",
    role: "identifier",
    strength: "strong",
    words: {
      any:
        "isbn|issn|eissn|doi|pmid|pmc|pmcid|arxiv|bibcode|oclc|lccn|gnd|isni|viaf|orcid|ismn|" +
        "zdb|cid|cve|cas|rfc|ean|gtin|upc|jan|asin|mpn|isin|wkn|sedol|cusip|imei|iccid|vin|" +
        "mmsi|imo|pzn|nsn|fcc|uuid|guid|md|sha|hash|crc|nr kat|hts|scopus|rma",
      en: "docket|writ|ip|ip address|ipv|netmask|mac address|timestamp|epoch|unix|serial number",
      de: "aktenzeichen|az|bgbl|drucksache|ip adresse",
      fr: "arrêté|adresse ip|numéro de série",
      es: "expediente|boe|dirección ip|sentencia|número de serie",
      it: "protocollo|prot|indirizzo ip|matricola",
      pt: "processo|protocolo|endereço ip|acórdão|número de série",
      nl: "kenmerk|ip adres|zaaknummer|dossiernummer|serienummer",
      pl: "sygn|sygnatura|adres ip|akt",
      sv: "diarienummer|dnr|ärendenummer|ip adress|serienummer",
      da: "journalnummer|sagsnummer|sagsnr|ip adresse|serienummer",
      no: "saksnummer|saksnr|ip adresse|serienummer",
      fi: "diaarinumero|dnro|ip osoite|sarjanumero",
      cs: "spisová|č j|čj|verze|ip adresa|sériové číslo|výrobní číslo",
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
    example: { text: "ISSN 6396-6350", region: "SG" },
    counterExample: { text: "ISBN desk, phone 6396 6350", region: "SG" },
  },
  {
    name: "place",
    role: "identifier",
    strength: "strong",
    words: {
      any: "lat|latitude|lon|lng|longitude|gps|utm|zip|zipcode|zip code|wgs|cp",
      en:
        "postal code|postcode|post code|po box|p o box|pob|pmb|coordinates|altitude|elevation|" +
        "pincode|pin code|private bag|locked bag",
      de:
        "breitengrad|längengrad|breite|koordinaten|plz|postleitzahl|postfach|flurstück|" +
        "gps koordinaten",
      fr: "code postal|boîte postale|bp|b p|coordonnées gps|cedex",
      es: "código postal|c p|apartado|apdo|casilla|latitud|longitud|coordenadas|apartado postal",
      it: "cap|c a p|casella postale|latitudine|longitudine|coordinate|mappale|foglio",
      pt: "cep|código postal|caixa postal|latitude|coordenadas",
      nl: "postcode|postbus|breedtegraad|lengtegraad|coördinaten",
      pl: "kod pocztowy|skrytka|szerokość|długość|współrzędne|działka",
      sv: "postnummer|postnr|latitud|longitud|koordinater",
      da: "postnummer|postnr|postboks|breddegrad|længdegrad|koordinater",
      no: "postnummer|postnr|postboks|breddegrad|lengdegrad|koordinater",
      fi: "postinumero|postilokero|leveysaste|pituusaste|koordinaatit",
      cs: "psč|p o box|souřadnice|parcela|gps souřadnice",
      tr: "posta kodu|enlem|boylam|koordinat|parsel",
      ru: "индекс|почтовый индекс|широта|долгота|координаты|а я|абонентский ящик|кадастровый номер",
      uk: "індекс|поштовий індекс|широта|довгота|координати|а с",
      el: "τκ|τ κ|ταχ κωδ|τ θ|τθ|ταχυδρομικός κώδικας|γεωγραφικό πλάτος",
      ja: "緯度|経度|北緯|東経|郵便番号|私書箱|〒",
      zh: "纬度|經度|经度|緯度|邮编|郵編|邮政编码|郵遞區號|信箱",
      ko: "위도|경도|우편번호|사서함",
      ar: "ص ب|صندوق بريد|الرمز البريدي|کد پستی|کدپستی|صندوق پستی|خط العرض|خط الطول",
      he: "מיקוד|ת ד|תד|קו רוחב|קו אורך|גוש|חלקה",
      hi: "पिन कोड|पिन|अक्षांश|देशांतर",
      th: "รหัสไปรษณีย์|ละติจูด|ลองจิจูด|ตู้ ปณ",
      vi: "mã bưu điện|mã bưu chính|vĩ độ|kinh độ|hòm thư",
      id: "kode pos|lintang|bujur|kotak pos",
    },
    example: { text: "کد پستی: ۰۲۱۸۸۰۰۳۴۸", region: "DE" },
    counterExample: { text: "PO Box 81, tel 6396 6350", region: "SG" },
  },
  {
    name: "reference_number",
    role: "identifier",
    strength: "strong",
    words: {
      en: "order number|invoice number|tracking number|account number|customer number|case number",
      de:
        "artikelnummer|bestellnummer|rechnungsnummer|kundennummer|auftragsnummer|sendungsnummer|" +
        "vertragsnummer|versicherungsnummer|losnummer|zählernummer|mitgliedsnummer|belegnummer|" +
        "vorgangsnummer|referenznummer|paketnummer|policennummer|materialnummer|teilenummer",
      fr: "numéro de commande|numéro de client|numéro de facture|numéro de suivi|numéro de dossier",
      es: "número de pedido|número de cliente|número de factura|número de seguimiento",
      it: "numero d ordine|numero ordine|numero cliente|numero fattura|numero pratica",
      pt: "número do pedido|número de cliente|número da fatura|número do processo",
      nl: "artikelnummer|bestelnummer|factuurnummer|klantnummer|ordernummer|polisnummer",
      pl: "numer zamówienia|numer klienta|numer faktury|numer przesyłki|numer umowy",
      sv: "artikelnummer|ordernummer|kundnummer|fakturanummer|avtalsnummer|referensnummer",
      da: "varenummer|ordrenummer|kundenummer|fakturanummer|policenummer|referencenummer",
      no: "varenummer|ordrenummer|kundenummer|fakturanummer|avtalenummer|referansenummer",
      fi: "tuotenumero|tilausnumero|asiakasnumero|laskunumero|sopimusnumero|seurantanumero",
      cs: "číslo objednávky|číslo zákazníka|číslo faktury|číslo zásilky|číslo smlouvy",
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
        "poziv na broj|matični broj|mbs|oib|pib|jib|jmbg|mb|žiro|žiro račun",
      sl:
        "številka naročila|številka računa|številka pošiljke|številka pogodbe|sklic|" +
        "matična številka|davčna številka",
      sk: "číslo objednávky|číslo faktúry|číslo zásielky|číslo zmluvy|variabilný symbol",
      ro: "număr comandă|nr comandă|număr factură|număr contract|cod client|cod fiscal",
      bg: "номер на поръчка|номер на фактура|товарителница|еик|булстат|егн",
      lt: "užsakymo nr|užsakymo numeris|sąskaitos nr|sutarties nr|kliento kodas|įmonės kodas",
      lv: "pasūtījuma nr|pasūtījums|rēķina nr|līguma nr|klienta kods|reģ nr|pvn",
      et: "tellimuse nr|tellimuse number|arve nr|lepingu nr|kliendinumber|registrikood|kmkr",
      bn: "অর্ডার নম্বর|চালান নম্বর|গ্রাহক নম্বর|ইনভয়েস নম্বর",
      ka: "შეკვეთის ნომერი|ინვოისი|ანგარიშის ნომერი|საიდენტიფიკაციო კოდი",
      ms: "no akaun|nombor pesanan|nombor akaun|no rujukan|nombor rujukan|no k p",
    },
    example: { text: "Artikelnummer: 0302 27300", region: "DE" },
    counterExample: { text: "Gratisnummer 0800 2273000", region: "DE" },
  },
  {
    name: "reference",
    role: "identifier",
    strength: "weak",
    words: {
      any:
        "id|sku|ref|code|pin|otp|pnr|po|awb|s n|sn|no ref|qq|icq|zpid|mls|post|thread|topic|" +
        "uid|userid|pid|bug|ticket|version|versions|port|box|charity|tax|pages|page|pp|vol|seiten|" +
        "seite|pagine|páginas|página|pagina|strony|strana|sidor|sider|sivut|sayfa|страницы|стр|" +
        "σελ|ページ|페이지|halaman|trang|หน้า",
      en:
        "order|order id|invoice|inv|purchase order|p o|item|product|part|model|serial|tracking|" +
        "track|shipment|parcel|waybill|consignment|case|acct|account|reference|confirmation|" +
        "transaction|txn|receipt|policy|claim|quote|quotation|barcode|lot|batch|member|" +
        "membership|customer id|user|passcode|file|catalog|catalogue|cat|stock|listing|issue|" +
        "commit|job|requisition|tender|contract|permit|certificate|badge|student|patient|roll|" +
        "enrollment|coupon|voucher|article|art|volume|chapter|ver|release|build|kernel|" +
        "firmware|revision|rev|edition|section|clause|act|petition|server|seed|mr|oem",
      de:
        "bestellung|auftrag|rechnung|rg|sendung|vorgang|artikel|art|vertrag|versicherung|" +
        "police|kunden|*zeichen|*code|*nummer|*nr|bestell|kd|zeichen|modell|typ|charge|beleg|gutschein|" +
        "matrikel",
      fr:
        "commande|facture|colis|suivi|réf|référence|article|contrat|police|client|série|devis|" +
        "adhérent|lot|dossier|bon|modèle|identifiant",
      es:
        "pedido|factura|envío|seguimiento|referencia|artículo|código|cliente|póliza|contrato|" +
        "serie|lote|guía|boleto|trámite|folio|modelo|usuario|cotización|orden",
      it:
        "ordine|fattura|spedizione|pratica|rif|riferimento|articolo|codice|cod|cliente|polizza|" +
        "contratto|seriale|lotto|modello|biglietto|preventivo",
      pt:
        "pedido|encomenda|fatura|factura|envio|rastreio|rastreamento|referência|artigo|código|" +
        "cod|cliente|apólice|contrato|lote|série|modelo|orçamento|nota fiscal|nf|guia",
      nl:
        "bestelling|bestelnr|factuur|zending|pakket|referentie|artikel|klant|polis|contract|" +
        "offerte|ordernr|dossier",
      pl:
        "zamówienie|zamówienia|faktura|faktury|przesyłka|przesyłki|paczka|artykuł|kod|klient|" +
        "klienta|polisa|umowa|umowy|seria|serii|nr ref|indeks|katalogowy|zlecenie",
      sv:
        "beställning|order|faktura|försändelse|kolli|ärende|referens|artikel|kod|kund|avtal|" +
        "ocr|*numret",
      da:
        "bestilling|ordre|faktura|forsendelse|pakke|sag|reference|vare|kode|kunde|aftale|" +
        "*nummeret",
      no:
        "bestilling|ordre|faktura|sending|pakke|sak|referanse|vare|kode|kunde|avtale|polise|" +
        "sporing",
      fi:
        "tilaus|tilausnro|lasku|lähetys|seuranta|viite|tuote|koodi|asiakas|sopimus|*numero|" +
        "*nro|tunnus|tunniste",
      cs:
        "objednávka č|objednávky č|faktura č|faktury č|zásilka č|smlouva č|objednávka|" +
        "objednávky|faktura|faktury|zásilka|zásilky|kód|zboží|zákazník|smlouva|smlouvy|" +
        "pojistka|katalogové|výrobek|*číslo|položka",
      tr:
        "sipariş|fatura|kargo|takip|referans|ürün|kod|kodu|stok|müşteri|poliçe|sözleşme|barkod|" +
        "başvuru|model",
      ru:
        "заказ|заказа|накладная|накладной|трек|отправление|отправления|арт|артикул|" +
        "код|товар|товара|договор|договора|полис|полиса|клиент|клиента|квитанция|инвойс|заявка|" +
        "заявки|модель|объявление|лот|партия|идентификатор",
      uk:
        "замовлення|накладна|накладної|ттн|трек|відправлення|артикул|код|товар|товару|договір|" +
        "договору|поліс|клієнт|клієнта|квитанція|заявка|модель|оголошення",
      el:
        "παραγγελία|παραγγελίας|τιμολόγιο|τιμολογίου|αποστολή|αποστολής|κωδ|κωδικός|προϊόν|" +
        "προϊόντος|συμβόλαιο|πελάτης|πελάτη|παραστατικό",
      ja:
        "注文|ご注文番号|請求番号|お問い合わせ番号|問い合わせ番号|受付番号|品番|型番|" +
        "お客様番号|予約番号|整理番号|コード|求人番号|物件番号|社員番号",
      zh:
        "订单|订单号|訂單|訂單號碼|发票|发票号码|發票|發票號碼|物流单号|单号|單號|編號|编号|货号|商品编号|产品编号|商品編號|" +
        "会员号|会员编号|合同号|型号|型號|代码|代碼|验证码|群号|微信号|号码为|獎號碼|学号",
      ko: "주문|운송장|청구번호|모델번호|접수번호|예약번호|코드|" + "물건번호|번호",
      ar:
        "طلب|الطلب|فاتورة|الفاتورة|شحنة|تتبع|مرجع|" +
        "رقم المرجع|رمز|منتج|عقد|شماره سفارش|کد|کد رهگیری|شماره فاکتور",
      he: "הזמנה|מס הזמנה|חשבונית|חשבונית מס|משלוח|מעקב|אסמכתא|מק ט|מקט|לקוח|" + "חוזה|פוליסה|קוד",
      hi: "ऑर्डर|चालान|ट्रैकिंग|संदर्भ|संदर्भ संख्या|कोड|ग्राहक|पॉलिसी|क्रमांक",
      th: "คำสั่งซื้อ|เลขคำสั่งซื้อ|ใบแจ้งหนี้|ใบเสร็จ|พัสดุ|" + "รหัส|รหัสสินค้า|สัญญา|กรมธรรม์|รหัสลูกค้า|สมาชิก",
      vi: "đơn hàng|mã đơn|hóa đơn|hoá đơn|vận đơn|hồ sơ|mã|mã sản phẩm|" + "mã số|hợp đồng",
      id:
        "pesanan|no pesanan|faktur|no faktur|resi|no resi|kode|" +
        "kode produk|produk|pelanggan|polis|kontrak|invoice",
    },
    example: { text: "Invoice 2025550143", region: "US" },
    counterExample: { text: "Order line (202) 555-0143", region: "US" },
  },
  {
    name: "amount_word",
    role: "identifier",
    strength: "amount",
    words: {
      any: "total|eur|euro|usd|gbp|chf|pln|kr|size|rs|inr|jpy|cny|rmb",
      en:
        "population|price|cost|sum|subtotal|amount|balance|salary|budget|revenue|views|" +
        "visitors|hits|downloads|messages|articles|members|followers|results|bytes|rows|length|" +
        "width|height|weight|distance|score|points|sizes|worth|raised",
      de:
        "preis|summe|gesamt|betrag|einwohner|besucher|aufrufe|größe|größen|gewicht|beiträge|" +
        "bruttopreis",
      fr: "prix|montant|somme|population|habitants|visiteurs|vues|taille|tailles|poids|semaines",
      es: "precio|importe|suma|población|habitantes|visitas|talla|tallas|peso|monto",
      it: "prezzo|importo|somma|popolazione|abitanti|visite|taglia|taglie|peso|versato",
      pt: "preço|valor|soma|população|habitantes|visitas|tamanho|tamanhos|peso",
      nl: "prijs|bedrag|som|inwoners|bezoekers|maat|maten|gewicht",
      pl: "cena|kwota|suma|ludność|odwiedziny|wyświetleń|rozmiar|rozmiary|waga",
      sv: "pris|belopp|summa|invånare|besökare|storlek|storlekar|vikt",
      da: "pris|beløb|sum|indbyggere|besøgende|str|størrelse|størrelser|vægt",
      no: "pris|beløp|sum|innbyggere|besøkende|str|størrelse|størrelser|vekt",
      fi: "hinta|summa|yhteensä|asukkaita|kävijöitä|koko|koot|paino",
      cs: "cena|částka|suma|celkem|obyvatel|návštěv|velikost|velikosti|hmotnost",
      tr: "fiyat|fiyatı|tutar|toplam|nüfus|ziyaretçi|beden|bedenler|ağırlık",
      ru: "цена|сумма|итого|население|просмотров|посещений|размер|размеры|вес|сообщений",
      uk: "ціна|сума|разом|населення|переглядів|розмір|розміри|вага",
      el: "τιμή|ποσό|σύνολο|πληθυσμός|επισκέψεις|μέγεθος|μεγέθη|βάρος",
      ja: "価格|金額|合計|人口|閲覧数|サイズ|重量|資本金|発行部数|総数",
      zh: "价格|價格|金额|金額|合计|合計|总计|人口|浏览|浏览量|尺寸|重量|注册资本|人气|点击",
      ko: "가격|금액|합계|인구|조회|조회수|사이즈|크기|무게|자본금",
      ar: "سعر|السعر|المبلغ|المجموع|عدد السكان|زيارة|مقاس|الوزن|قیمت|مبلغ",
      he: "מחיר|סכום|סהכ|אוכלוסייה|צפיות|מידה|מידות|משקל",
      hi: "कीमत|मूल्य|राशि|कुल|जनसंख्या|आकार|वजन",
      th: "ราคา|จำนวน|รวม|ประชากร|ยอดวิว|ขนาด|น้ำหนัก|ทุนจดทะเบียน",
      vi: "giá|số tiền|tổng|dân số|lượt xem|kích thước|trọng lượng|vốn điều lệ",
      id: "harga|jumlah|total|penduduk|dilihat|ukuran|berat",
    },
    example: { text: "Population 2025550143", region: "US" },
    counterExample: { text: "Price list: 202 555 0143", region: "US" },
  },
  {
    name: "numbered_thing",
    role: "identifier",
    strength: "numbered",
    words: {
      any: "*",
    },
    example: { text: "Vendor no. 2025550143", region: "US" },
    counterExample: { text: "Our number: 2025550143", region: "US" },
  },
];

/**
 * Words that may stand between a label and its number without saying anything: "Tel. no.: …",
 * "Phone number is …", "Telefon unter …". The first list holds the words for "number".
 */
const NUMBER_WORDS =
  "no|nos|nr|nrs|num|numb|number|numbers|nummer|numéro|número|números|numero|numeri|n|nº|n°|" +
  "nro|numer|numeru|číslo|numara|numarası|номер|номера|№|#|αριθμός|αρ|番号|号码|號碼|号|號|번호|رقم|" +
  "شماره|מספר|מס|संख्या|नंबर|หมายเลข|เลขที่|số|nomor";
const FILLER_WORDS =
  "is|are|the|us|it|fr|be|at|on|in|a|of|for|and|or|to|under|via|only|ist|unter|der|die|den|dem|ab|au|le|" +
  "la|les|du|de|est|et|al|el|es|o|e|é|è|il|do|da|em|pod|pri|på|op|het|van|по|на|at|με|στο|free|" +
  "intl|int|international|main|general|line|uk|usa|us|eu|mob|код";

/** Words between the numbers of a list. */
const LIST_WORDS =
  "and|or|und|oder|et|ou|y|o|e|i|of|en|og|och|eller|ja|tai|a|nebo|lub|ve|veya|и|или|та|або|και|" +
  "ή|と|和|或|및|و|أو|או|và|hoặc|dan|atau|และ|और";

/** Things that are counted or measured; the number before them is an amount. */
const COUNT_WORDS =
  "rows|row|units|unit|pcs|pieces|items|people|users|views|hits|visitors|followers|" +
  "subscribers|members|downloads|results|records|bytes|byte|kb|mb|gb|tb|kib|mib|bits|px|mm|" +
  "cm|km|kg|mg|ml|lbs|oz|ft|sq|gram|grams|g|sec|seconds|ms|minutes|hours|days|years|times|" +
  "points|votes|shares|likes|articles|copies|tonnes|tons|miles|meters|metres|inhabitants|" +
  "residents|employees|cases|deaths|dollars|usd|eur|euro|euros|gbp|chf|pln|zł|kr|sek|nok|dkk|" +
  "czk|kč|huf|ft|ron|lei|lei|руб|рублей|грн|тенге|tl|try|inr|rs|rupees|cny|rmb|元|円|원|บาท|" +
  "đồng|vnd|idr|stück|stk|einwohner|aufrufe|mitglieder|besucher|artikel|treffer|ergebnisse|" +
  "habitants|visiteurs|vues|personnes|pièces|habitantes|visitas|personas|piezas|resultados|" +
  "abitanti|visite|persone|pezzi|pessoas|peças|inwoners|bezoekers|stuks|osób|szt|sztuk|" +
  "wyświetleń|invånare|besökare|styck|st|indbyggere|besøgende|innbyggere|asukasta|kävijää|" +
  "kpl|obyvatel|návštěv|ks|adet|kişi|шт|штук|человек|просмотров|посетителей|осіб|переглядів|" +
  "κατοίκους|τεμ|人|件|個|个|件|次|台|枚|部|명|개|건|회|조회|شخص|زيارة|نفر|תושבים|צפיות|लोग|คน|ชิ้น|người|" +
  "lượt|orang|buah|hectares|ha|watt|kw|mw|volt|hz|mhz|ghz|mah|rpm";

/**
 * Shapes that are never phone numbers unless a sure label stands right before them. They are taken
 * out of the text before the finder reads it, so a number next to a date is seen by itself.
 * Patterns run on text with ASCII digits, without flags of their own, the first that fits decides; they
 * look back at most a few characters.
 * @typedef {object} ShapeRule
 * @property {string} name
 * @property {RegExp} start what it may begin with: its first row of digits and the sign after it;
 *   only this much is looked at for most rows (all digits there are zeros)
 * @property {string} pattern begins with a digit
 * @property {boolean} [isAlone] never after other digits and a space; else only not inside a number
 * @property {(found: string) => boolean} [check] a test beyond what the pattern can say
 * @property {{text: string, region: string, number?: string}} example `number`: what is found
 *   because the shape is out of the way
 * @property {{text: string, region: string}} counterExample
 */

const DAY = "(?:0?[1-9]|[12]\\d|3[01])";
const MONTH = "(?:0?[1-9]|1[0-2])";
const YEAR = "(?:19|20)\\d\\d";
const DMY = `${DAY}(?:\\. ?${MONTH}\\. ?|/${MONTH}/|-${MONTH}-)${YEAR}`;
const CLOCK = "(?:[01]?\\d|2[0-4])";
const END = "(?!\\d)(?![.\\-/]\\d)";
const CURRENCY =
  "(?:[$€£¥₽₹₩₺₴฿₪₫₱₦]|(?<![A-Za-zÀ-ɏ])(?:EUR|[Ee]uros?|EUROS?|USD|GBP|CHF|PLN|SEK|NOK|DKK|CZK|" +
  "Kč|HUF|RON|RUB|руб|грн|zł|kr\\b|lei|Ft|TL|TRY|INR|Rs|JPY|CNY|RMB)|元|円|원)";

/** Digits grouped by thousands, or not at all. */
const AMOUNT = /^\d{1,3}(?:[.,'’ \u00a0]\d{3})*(?:[.,]\d\d)?$|^\d+(?:[.,]\d\d)?$/;

/** @param {string} found @returns {number[]} the groups of digits in it */
const groupsOf = (found) => (found.match(/\d+/g) ?? []).map(Number);

/** @param {string} found @returns {boolean} whether its numbers go up (or down) in equal steps */
function isSequence(found) {
  const [first = 0, second = 0, ...others] = groupsOf(found);
  const step = second - first;
  const goesOn = others.every((group, index) => group === second + (index + 1) * step);
  return step !== 0 && Math.abs(step) <= 2 && goesOn;
}

/** @param {string} found @returns {boolean} whether it reads as "from page a to page b" */
function isShortRange(found) {
  const [from = 0, to = 0] = groupsOf(found);
  const width = String(from).length;
  return from < to && ((String(to).length === width && width < 4) || to - from < 50);
}

/** @param {string} found @returns {boolean} whether the check digit of an ISBN-10 is right */
function isIsbn10(found) {
  const digits = found.replace(/[^\dXx]/g, "");
  if (digits.length !== 10) return false;
  const values = Array.from(digits, (digit) => (/\d/.test(digit) ? Number(digit) : 10));
  return values.reduce((sum, value, index) => sum + (10 - index) * value, 0) % 11 === 0;
}

/** @param {string} found @returns {boolean} whether its four groups are not all of two digits */
function isAddress(found) {
  return /[:/]/.test(found) || !/^\d\d\.\d\d\.\d\d\.\d\d$/.test(found);
}

/** @type {ShapeRule[]} */
const SHAPE_RULES = [
  {
    name: "date",
    start: /^\d{4}[-./ ]/,
    pattern:
      `(?:${YEAR}|1[34]\\d\\d) ?[-./] ?${MONTH} ?[-./] ?${DAY}(?!\\d)(?![-.]\\d{3})` +
      `(?:[ T,|]{0,3}[-–]? ?${CLOCK}:\\d\\d(?::\\d\\d)?(?!\\d))?`,
    example: { text: "2014-11-12 1 1", region: "US" },
    counterExample: { text: "20 14 11 21", region: "DK" },
  },
  {
    name: "date",
    start: /^\d{1,2}[-./]/,
    pattern: `${DMY}(?: ?[-–/] ?${DMY})?${END}|` + `${MONTH}/${DAY}/${YEAR}${END}`,
    example: { text: "Hagen, 06.11.2023", region: "DE" },
    counterExample: { text: "Tel. 06.11.2023", region: "DE" },
  },
  {
    name: "date",
    isAlone: true,
    start: /^\d{1,2}[./]/,
    pattern:
      `${DAY}(?:\\.${MONTH}\\.|/${MONTH}/)\\d\\d` +
      `(?:(?=[ ,|\\-–]{1,3}${CLOCK}[:.h]\\d\\d)|(?!\\d)(?![ ./\\-\u00a0]\\d)|` +
      "(?= \\(?(?:\\+|0[1-9]\\d)))",
    example: { text: "04.05.20 14:50", region: "DE" },
    counterExample: { text: "01.02.03.04.05", region: "FR" },
  },
  {
    name: "date",
    isAlone: true,
    start: /^\d{8}(?!\d)/,
    pattern: `${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?!\\d)(?![ .\\-]\\d)`,
    example: { text: "20251123", region: "DK" },
    counterExample: { text: "20 25 11 23", region: "DK" },
  },
  {
    name: "time",
    start: /^\d{4} /,
    pattern: `${YEAR} [+-](?:0\\d|1[0-4])(?:00|30|45)(?!\\d)`,
    example: { text: "Wed 2010 -0400", region: "DK" },
    counterExample: { text: "2010 -0470", region: "DK" },
  },
  {
    name: "time",
    start: /^\d{1,2}:/,
    pattern: `${CLOCK}(?::[0-5]\\d){1,2}(?: ?[-–] ?${CLOCK}(?::[0-5]\\d){1,2})?(?!\\d)`,
    example: { text: "030 1234567 8:00", region: "DE", number: "+49301234567" },
    counterExample: { text: "Tel:030 1234567", region: "DE" },
  },
  {
    name: "time",
    start: /^\d{1,2}[-–.: a-zA-Zч]/,
    pattern:
      `${CLOCK}(?:[.:h]\\d\\d)?(?: ?[-–] ?${CLOCK}(?:[.:h]\\d\\d)?)? ?` +
      "(?:[Uu]hr|UHR|uur|Std|[Hh]oras|hrs|klo|ч(?![а-я])|[hH]\\b|[aApP]\\.?[mM]\\b)",
    example: { text: "030 1234567 8 Uhr", region: "DE", number: "+49301234567" },
    counterExample: { text: "0561 940 83-14", region: "DE" },
  },
  {
    name: "time",
    start: /^\d{1,2}[.:]/,
    pattern:
      `${CLOCK}[.:](?:[03]0|[14]5) ?[-–] ?${CLOCK}[.:](?:[03]0|[14]5)` +
      "(?!\\d)(?![.\\-]\\d| \\d\\d?(?!\\d))",
    example: { text: "08.00-12.00", region: "SE" },
    counterExample: { text: "08-00 12 00", region: "SE" },
  },
  {
    name: "year_range",
    isAlone: true,
    start: /^\d{4}[-–—/ ]/,
    pattern: `${YEAR} ?[-–—/] ?${YEAR}(?!\\d)(?![.\\-]\\d)`,
    example: { text: "© 2011-2023", region: "DK" },
    counterExample: { text: "2204-4510", region: "SV" },
  },
  {
    name: "ip_address",
    start: /^\d{1,3}\./,
    pattern:
      "(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)" +
      "(?![\\d])(?!\\.\\d)(?:/\\d{1,2}|:\\d{2,5})?",
    check: isAddress,
    example: { text: "44.135.96.242", region: "US" },
    counterExample: { text: "20.30.40.50", region: "DK" },
  },
  {
    name: "decimal",
    start: /^\d{1,3}[.,]/,
    pattern:
      "(?:(?:0|[1-9]\\d?|1[0-7]\\d)[.,]\\d{4,17}|\\d\\.\\d{1,3}(?:/\\d\\.\\d{1,3})+)" +
      "(?!\\d)(?![ .\\-]\\d)",
    example: { text: "53.369889", region: "DE" },
    counterExample: { text: "0341.5369889", region: "DE" },
  },
  {
    name: "version",
    start: /^\d\./,
    pattern: `\\d(?:\\.\\d{1,5}){5,12}(?!\\d)`,
    example: { text: "1.3.6.1.5.5.7.3.17", region: "IN" },
    counterExample: { text: "98.11.01.23.45", region: "IN" },
  },
  {
    name: "thousands",
    isAlone: true,
    start: /^\d{1,3}[.,'’]/,
    pattern:
      "(?:[1-9]\\d{0,2}(?:,\\d{3}){2,4}|" +
      "[1-9]\\d?(?:[.'’]\\d{3}){2,4}(?! \\d))(?!\\d)(?![.\\-/]\\d)",
    example: { text: "22.681.468", region: "DK" },
    counterExample: { text: "912.345.678", region: "ES" },
  },
  {
    name: "money",
    isAlone: true,
    start: /^\d+[^-\d/():;]/,
    pattern: `(?:\\d{1,3}(?:[., '’]\\d{3})+|\\d+)(?:[.,]\\d\\d?)? ?${CURRENCY}(?![a-z])`,
    example: { text: "30901820 EUR", region: "DK" },
    counterExample: { text: "030 901820 €", region: "DE" },
  },
  {
    name: "card_number",
    isAlone: true,
    start: /^\d{4}[- ]/,
    pattern: `\\d{4}(?:[ \\-]\\d{4}){3}(?!\\d)`,
    example: { text: "0732 3024 2376 9887", region: "DE" },
    counterExample: { text: "0732 3024 2376", region: "DE" },
  },
  {
    name: "tax_shape",
    start: /^\d{1,3}[-./ ]|^\d{4}/,
    pattern:
      `(?:\\d{3}\\.\\d{3}\\.\\d{3}-\\d\\d?|\\d{1,2}\\.\\d{3}\\.\\d{3}(?:/\\d{4}-\\d\\d|-[\\dkK])|` +
      "(?:\\d\\d|[1-9]\\d\\d)/\\d{3}/\\d{5}|(?:20|2[347]|3[034])-\\d{8}-\\d|" +
      "\\d{8}-\\d-\\d\\d|97[89][ \\-]?(?:\\d[ \\-]?){9}[\\dX])(?![\\d\\-])",
    example: { text: "119.876.543-21", region: "BR" },
    counterExample: { text: "11 98765-4321", region: "BR" },
  },
  {
    name: "isbn",
    start: /^\d{1,5}[- ]/,
    pattern:
      "(?=(?:\\d[ -]?){9}[\\dX](?![\\d-]))" +
      "\\d{1,5}[ -]\\d{1,7}[ -]\\d{1,6}[ -][\\dX](?![\\d-])",
    check: isIsbn10,
    example: { text: "0-201-63346-9", region: "DE" },
    counterExample: { text: "0-2230-8491-5", region: "TH" },
  },
  {
    name: "sequence",
    isAlone: true,
    start: /^\d{1,4}[-–/,| ]|^\d{10}/,
    pattern:
      "\\d{1,4}(?:(?: ?[/,|\\-–] ?| {1,4})\\d{1,4}){3,20}(?!\\d)|" +
      "(?<!\\d)(?:0?12345678910?|0123456789|1234567890)\\d{0,4}(?!\\d)",
    check: (found) => !/\D/.test(found) || isSequence(found),
    example: { text: "Str.: 36 / 37 / 38 / 39", region: "DK" },
    counterExample: { text: "36 37 38 41", region: "DK" },
  },
  {
    name: "page_range",
    isAlone: true,
    start: /^\d{2,4}[-– ]/,
    pattern: `[1-9]\\d{1,3} ?[-–] ?[1-9]\\d{1,3}(?!\\d)(?![ ./\\-–]{1,3}[\\dA-Z])`,
    check: isShortRange,
    example: { text: "34 (2003), 333 – 337.", region: "DE" },
    counterExample: { text: "2204-4510", region: "SV" },
  },
];

/**
 * What right before or right after a number says that it is none. `before` ends at the number,
 * `after` begins there; both see at most some dozen characters and never a line's end.
 * `against`: which numbers it rejects:
 * - "all": any, whatever else speaks for it;
 * - "unlabelled": those without a sure label;
 * - "bare": those without a label, plus or grouping;
 * - "short": those of few digits, without a label or plus.
 * @typedef {object} ContextRule
 * @property {string} name
 * @property {RegExp} [before]
 * @property {RegExp} [after]
 * @property {boolean} [isCount] a word of COUNT_WORDS stands after it
 * @property {RegExp} [written] what the number itself must look like
 * @property {boolean} [touches] no space stands between the number and what is before it
 * @property {"all" | "unlabelled" | "bare" | "short"} against
 * @property {{text: string, region: string}} example
 * @property {{text: string, region: string}} counterExample
 */

/** @type {ContextRule[]} */
const CONTEXT_RULES = [
  {
    name: "email_address",
    after: /^[\w.+-]{0,30}@[\w-]/,
    against: "all",
    example: { text: "2025550143@txt.example.net", region: "US" },
    counterExample: { text: "2025550143 @ the office", region: "US" },
  },
  {
    name: "email_address",
    touches: true,
    before: /[\w.]@[\w.-]*$/,
    against: "all",
    example: { text: "joe@2025550143.example", region: "US" },
    counterExample: { text: "@ 2025550143", region: "US" },
  },
  {
    name: "url",
    touches: true,
    before:
      /(?:[a-z]{3,}:\/\/|\bwww\.|\b[\w-]+\.[a-z]{2,6}\/)(?!.*\bwa\.me\/)[^\s<>"]*$|[?&][\w-]+=[^\s<>"]*$/i,
    against: "all",
    example: { text: "see https://example.com/202-555-0143/page", region: "US" },
    counterExample: { text: "https://example.com/ 202-555-0143", region: "US" },
  },
  {
    name: "url",
    touches: true,
    before: /[\w\-.%/?=&~+]{40}$/,
    against: "all",
    example: {
      text: "abcdefghijklmnopqrstuvwxyz/abcdefghijklmnopqrstuvwxyz-202-555-0143",
      region: "US",
    },
    counterExample: {
      text: "abcdefghijklmnopqrstuvwxyz abcdefghijklmnopqrstuvwxyz: 202-555-0143",
      region: "US",
    },
  },
  {
    name: "arithmetic",
    before: /(?:\d\s?[+*×÷^=]|[=<>])\s?$/,
    against: "unlabelled",
    example: { text: "n = 2025550143", region: "US" },
    counterExample: { text: "tel=2025550143", region: "US" },
  },
  {
    name: "arithmetic",
    after: /^\s?[=×÷^]|^\s?\*\s?\d/,
    against: "all",
    example: { text: "2025550143 = 7 * 289364306", region: "US" },
    counterExample: { text: "2025550143 or 2025550144", region: "US" },
  },
  {
    name: "money",
    before: new RegExp(`${CURRENCY}\\.?\\s?$`),
    written: AMOUNT,
    against: "unlabelled",
    example: { text: "CZK 530 901 820", region: "CZ" },
    counterExample: { text: "CZK: ring 30901820", region: "DK" },
  },
  {
    name: "number_sign",
    before: /(?:[#№]|\bn[°º])\s?$/i,
    against: "unlabelled",
    example: { text: "(#2025550143)", region: "US" },
    counterExample: { text: "Phone #2025550143", region: "US" },
  },
  {
    name: "part_number",
    touches: true,
    before: /(?:^|[^A-Za-z])[A-Z]{1,5}\d{0,4}[-_/]$/,
    against: "unlabelled",
    example: { text: "KX-2025550143", region: "US" },
    counterExample: { text: "FAX-202-555-0143", region: "US" },
  },
  {
    name: "part_number",
    after: /^[-–_/](?:[A-Z](?![a-z])|[a-z]\b)/,
    against: "unlabelled",
    example: { text: "Part 202-555-0143-A", region: "US" },
    counterExample: { text: "202-555-0143-Ann", region: "US" },
  },
  {
    name: "registered_sign",
    after: /^\s?(?:号|號|호(?!출)|番(?!号))/,
    against: "unlabelled",
    example: { text: "13800138000号", region: "CN" },
    counterExample: { text: "13800138000", region: "CN" },
  },
  {
    name: "code",
    before:
      /(?:>>>|=>|::|[{}]|&&|\|\||#define|<\/?\w+>|\b(?:const|def|printf?|SELECT|int|char)\b)[^\n]{0,24}$|[a-z]\(\w*\) $/,
    against: "bare",
    example: { text: "print(index) 2025550143 >>> 7", region: "US" },
    counterExample: { text: "(call 2025550143)", region: "US" },
  },
  {
    name: "part_of_decimal",
    touches: true,
    before: /(?:^|[^\d])\d{1,4}[.,]$/,
    against: "unlabelled",
    example: { text: "ratio 215.9876543210", region: "IN" },
    counterExample: { text: "on floor 1. 9876543210", region: "IN" },
  },
  {
    name: "part_of_decimal",
    after: /^(?:\.\d|,\d{1,3}(?!\d))/,
    against: "bare",
    example: { text: "9876543210,50", region: "IN" },
    counterExample: { text: "9876543210, 9876543211", region: "IN" },
  },
  {
    name: "table_row",
    before: /(?:\d[\d.,]{0,4}[ \t|;]{1,3}){3}$|\d[\d.,]*\s?\|\s?$/,
    against: "bare",
    example: { text: "12 | 2025550143", region: "US" },
    counterExample: { text: "12 | call 2025550143", region: "US" },
  },
  {
    name: "table_row",
    before: /(?:\b\d{1,4}[ \t|]{1,4}){3}$/,
    against: "unlabelled",
    example: { text: "14 | 3 | 12 | 20 25 55 43", region: "DK" },
    counterExample: { text: "Vej 3, 20 25 55 43", region: "DK" },
  },
  {
    name: "table_row",
    after: /^(?:[ \t]?\|?[ \t]?[—–-]?[ \t]?\d{1,4}(?![\d-])(?:[.,]\d{1,2})?%?(?=[ \t|]|$)){2}/,
    against: "unlabelled",
    example: { text: "22 13 17 18 | 70 | 12", region: "NO" },
    counterExample: { text: "22 13 17 18 | Lone", region: "NO" },
  },
  {
    name: "file_name",
    after:
      /^[\w-]*\.(?:html?|php|aspx?|jpe?g|png|gif|svg|webp|pdf|docx?|xlsx?|zip|tar|gz|rar|mp[34]|avi|mov|txt|csv|json|xml|js|css|exe|iso|deb|rpm)\b/i,
    against: "all",
    example: { text: "IMG 2025550143.jpg", region: "US" },
    counterExample: { text: "2025550143. PDF below", region: "US" },
  },
  {
    name: "table_row",
    written: /^[1-9]\d{0,3}(?:[ \t]{2,}\d{1,4})+$/,
    against: "unlabelled",
    example: { text: "32  27  89  27  36", region: "BR" },
    counterExample: { text: "32 2789 2736", region: "BR" },
  },
  {
    name: "hexadecimal",
    before: /(?:\b[0-9A-Fa-f]{2,4} ){3}$/,
    against: "unlabelled",
    example: { text: "87F7 8960 8B9C 93DC 943A 9933 9939", region: "DK" },
    counterExample: { text: "Bed And Bar 99 33 99 39", region: "DK" },
  },
  {
    name: "zip_code",
    before: /\b[A-Z]{2}\.?,? {1,2}$/,
    written: /^\d{5}-\d{4}$/,
    against: "unlabelled",
    example: { text: "Boston, MA 02110-1301", region: "DE" },
    counterExample: { text: "Boston 02110-1301", region: "DE" },
  },
  {
    name: "zip_code",
    after: /^,? (?:USA|U\.S\.)/,
    written: /^\d{5}-\d{4}$/,
    against: "unlabelled",
    example: { text: "02110-1301 USA", region: "DE" },
    counterExample: { text: "02110-13012 USA", region: "DE" },
  },
  {
    name: "law_number",
    written: /^(?:0?\d{1,2}|[1-9]\d{2,3})\/(?:19|20)\d\d$/,
    against: "unlabelled",
    example: { text: "Act 081/2009", region: "ZA" },
    counterExample: { text: "0221/2009", region: "DE" },
  },
  {
    name: "longer_row",
    touches: true,
    before: /\d[/]$/,
    against: "unlabelled",
    example: { text: "7/5952/0662", region: "DK" },
    counterExample: { text: "20 25 55 43/20 25 55 44", region: "DK" },
  },
  {
    name: "uuid",
    after: /^-?[0-9a-f]{0,4}-[0-9a-f]{4}-[0-9a-f]{4}/i,
    against: "all",
    example: { text: "74180765-e18c-d758-e035-94003912342e", region: "DK" },
    counterExample: { text: "74180765-ext", region: "DK" },
  },
  {
    name: "measure",
    after:
      /^\s?(?:[kmgtKMGT]i?[bB]|bytes?|px|[mcdk]m|m²|km²|k?g|m[lg]|grams?|lbs?|oz|sec|ms|[kMG]?Hz|[kM]?W|[kmM]?V|mAh|rpm|dpi)(?![\wÀ-ɏ])/,
    against: "unlabelled",
    example: { text: "35-70-125-250 grams", region: "IT" },
    counterExample: { text: "tel. 35-70-125-250 g", region: "IT" },
  },
  {
    name: "citation",
    before: /(?:\(\d{4}\)[,:;]?|\d{4}[;,] ?\d{1,4}(?:\(\d+\))?:|\d\(\d+\):|\bRn\.|§)\s?$/,
    against: "unlabelled",
    example: { text: "Apidologie 34 (2003), 33345337", region: "DK" },
    counterExample: { text: "since 1998: 202-555-0143", region: "US" },
  },
  {
    name: "counted_things",
    isCount: true,
    against: "bare",
    example: { text: "2025550143 visitors", region: "US" },
    counterExample: { text: "202-555-0143 people call", region: "US" },
  },
  {
    name: "too_short",
    against: "short",
    example: { text: "about 333345", region: "DE" },
    counterExample: { text: "Tel. 333345", region: "DE" },
  },
  {
    // A service line, which only a plan with numbers as short takes for one.
    name: "four_digits",
    against: "all",
    written: /^\W*(?:\d\W*){1,4}(?:;ext=\d+)?$/,
    example: { text: "Tel. 3114;ext=1", region: "LU" },
    counterExample: { text: "Tel. 26 12 34 56;ext=1", region: "LU" },
  },
  {
    // Australia's crisis line, which no call by way of a desk phone should try to reach.
    name: "crisis_line",
    against: "all",
    written: /^\W*(?:0|6\W*1)?\W*1\W*3\W*1\W*1\W*1\W*4\W*(?:;ext=\d+)?$/,
    example: { text: "Call 13 11 14", region: "AU" },
    counterExample: { text: "Call 13 12 14", region: "AU" },
  },
];

/** Words for an extension that libphonenumber does not know; those it knows are left to it. */
const EXTENSION_WORDS =
  "durchwahl|dw|nebenstelle|apparat|app|klappe|kl|poste|interno|ramal|rml|extensión|toestel|" +
  "tst|wewnętrzny|wewn|wew|анкн|anknytning|ankn|lokal|lok|alanumero|klapka|linka|dahili|dâhili|" +
  "dah|вн|внутр|внутренний|добавочный|доб|внутрішній|εσωτ|εσωτερικό|内線|内线|轉分機|转分机|分機|分机|轉|转|내선|" +
  "교환|تحويلة|داخلی|שלוחה|एक्सटेंशन|ต่อ|máy lẻ|ekstensi|pesawat|pes";

/** Words to which a number's end may be glued: `3900Fax:`, `4253cell`, `5711Email:`. */
const WORDS_GLUED_AFTER =
  "e-?mail|mail|web|www|https?|fax|tel|phone|cell|mobile|mob|ext|office|home|or|and|oder|und|ou|et|[tfm]:";

/**
 * How the judge mends what the finder misses or misreads. The code of each stands in judge.js
 * under the same name; here are its meaning and its cases.
 * @typedef {object} RepairRule
 * @property {string} name
 * @property {{text: string, region: string, number: string}} example
 * @property {{text: string, region: string, number?: string}} counterExample
 */

/** @type {RepairRule[]} */
const REPAIR_RULES = [
  {
    name: "vanity",
    example: { text: "1-800-FLOWERS", region: "US", number: "+18003569377" },
    counterExample: { text: "500 RESULTS", region: "US" },
  },
  {
    name: "glued",
    example: { text: "Sales01625 856 123", region: "GB", number: "+441625856123" },
    counterExample: { text: "e2025550143", region: "US" },
  },
  {
    name: "odd_separators",
    example: { text: "202·555·0143", region: "US", number: "+12025550143" },
    counterExample: { text: "202_555", region: "US" },
  },
  {
    name: "extension_word",
    example: { text: "02-2321-1212轉分機341", region: "TW", number: "+886223211212;ext=341" },
    counterExample: { text: "02-2321-1212 轉乘", region: "TW", number: "+886223211212" },
  },
  {
    name: "counted",
    example: { text: "2025550143 x 12 units", region: "US", number: "+12025550143" },
    counterExample: { text: "2025550143 x 12", region: "US", number: "+12025550143;ext=12" },
  },
  {
    name: "range_suffix",
    example: { text: "โทร. 039-513666-9", region: "TH", number: "+6639513666" },
    counterExample: { text: "0730 15387-7", region: "DE", number: "+49730153877" },
  },
  {
    name: "shared_stem",
    example: { text: "Tel. 033-2282 3796 / 3797", region: "IN", number: "+913322823797" },
    counterExample: {
      text: "033-2282 3796, 700071 Kolkata",
      region: "IN",
      number: "+913322823796",
    },
  },
  {
    name: "missing_trunk",
    example: { text: "Tel: 2 676 5900", region: "AE", number: "+97126765900" },
    counterExample: { text: "Item 2 676 5900", region: "AE" },
  },
  {
    name: "missing_plus",
    example: { text: "Tel: 972-3-561-3600", region: "US", number: "+97235613600" },
    counterExample: { text: "972-3-561-3600", region: "US" },
  },
  {
    name: "hyphened_extension",
    example: { text: "电话 010-58881234-8012", region: "CN", number: "+861058881234;ext=8012" },
    counterExample: { text: "010-58881234-8012", region: "CN" },
  },
  {
    name: "foreign_prefix",
    example: { text: "001 202 555 0143", region: "US", number: "+12025550143" },
    counterExample: { text: "0012025550143", region: "US" },
  },
];
