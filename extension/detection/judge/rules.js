// What the judge knows about the words and shapes that stand around numbers: data only, each rule
// with an example and a counter-example that a test executes. It must not know how a rule is run.
// The lists are made when first asked for: a page's start does not wait for them.
"use strict";

/**
 * Words before a number that say what it is. `role`: what the number is; `strength`:
 * - "sure" (phone, fax): the number is meant to be dialled, however it is written;
 * - "mild" (phone): speaks for the number but not against a date or an amount;
 * - "strong" (identifier): no number in national format after it is a phone number;
 * - "amount" (identifier): as weak, and digits grouped by thousands;
 * - "named" (identifier): digits are an identifier, unless only a phone number is written so;
 * - "weak" (identifier): as named after a number sign, else only digits without grouping;
 * - "numbered" (identifier): only together with a number word or sign, and without grouping.
 * Words are separated by "|"; "word*" is a beginning, "*word" an ending; several words are written
 * with single spaces; case, accents and punctuation are ignored. Words of scripts without spaces
 * are looked for at the end of what stands before the number.
 * @typedef {object} LabelRule
 * @property {string} name
 * @property {"phone" | "fax" | "identifier"} role
 * @property {"sure" | "mild" | "strong" | "named" | "weak" | "amount" | "numbered"} strength
 * @property {boolean} [isGrouped] written in groups, the last of which may look like a phone number
 * @property {Record<string, string>} words by language; "any" holds what many share
 * @property {{text: string, region: string}} example a text in which this rule decides
 * @property {{text: string, region: string}} counterExample one in which it must not
 */

/** @type {() => LabelRule[]} */
const labelRules = lazily(() => [
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
        "*hotline|festnetz|durchwahl|*telefonnummer|fernruf|*notruf|*servicenummer|" +
        "*notrufnummer|*notfallnummer|*kontaktnummer|*handynummer|*mobilnummer|" +
        "*festnetznummer|*infonummer|*hotlinenummer|*sammelnummer|*beratungsnummer|" +
        "*gratisnummer|*zentralnummer|*rufnr|*telefonnr|*handynr|*mobilnr|natel",
      fr: "téléphone*|tél|portable|numéro vert|numéro de téléphone|telephonique|tph|port",
      es:
        "teléfono*|telefonos|telf|tlf|tlfno|tfno|tfn|tfnos|móvil*|celular|celulares|cel|fono|" +
        "fonos|conmutador|central telefonica",
      it: "telefono|cellulare|centralino|numero verde|recapito telefonico|fisso",
      pt: "telefone|telefones|telemóvel|tlm|tlms|telef|fone|fones|linha de apoio|zap|zapzap",
      nl:
        "telefoon*|*telefoon|mobiel|telnr|*telefoonnummer|*noodnummer|contactnummer|" +
        "alarmnummer|doorkiesnummer|spoednummer",
      pl: "kom|komórka|komórkowy|infolinia|infolinii|nr tel|tel kom",
      sv:
        "tfn|mobil|växel|växeln|vxl|mobilnummer|telefonnr|journummer|direktnummer|telenr|" +
        "nödnummer|larmnummer",
      da: "tlf|mobil|tlfnr|mobilnr|hovednummer|vagtnummer|mobilnummer|nødnummer|alarmnummer",
      no: "tlf|mobil|sentralbord|mobilnr|mobilnummer|vakttelefon|vaktnummer|nødnummer",
      fi:
        "puhelin*|puh|*puhelinnumero|matkapuhelin|matkapuh|vaihde|asiakaspalvelu|päivystys|" +
        "palvelunumero|päivystysnumero|vaihdenumero|kännykkä",
      cs: "mobil|infolinka|bezplatná linka|telefonní číslo|volejte",
      tr: "cep telefonu|cep tel|santral|çağrı merkezi|telefonu|gsm no",
      ru:
        "телефон*|тел|т|моб|мобильный|мобильная|сот|сотовый|горячая линия|многоканальный|" +
        "ватсап|вотсап",
      uk: "телефон*|тел|моб|мобільний|гаряча лінія",
      el: "τηλέφων*|τηλ|τηλεφωνικό κέντρο|κιν|κινητό|κινητά",
      ja:
        "電話|電話番号|*電話番号|携帯|携帯電話|*携帯番号|携帯番号|*代表番号|フリーダイヤル|フリーコール|お問い合わせ|お問合せ|問い合わせ先|お電話|直通|代表|" +
        "電話受付|ナビダイヤル|連絡先|*ダイヤル番号|*連絡先番号",
      zh:
        "电话|電話|手机|手機|手机号|手机号码|手機號碼|热线|熱線|专线|專線|联系方式|聯絡方式|座机|行動|行动电话|电话号码|電話號碼|咨询|客服|*电话号码|" +
        "*電話號碼|*手机号码|*手機號碼|*手机号|*电话号|*联系号码|*聯絡號碼|*热线号码|*客服号码|*咨询号码|微信同号",
      ko:
        "*전화번호|*대표번호|*휴대폰번호|*핸드폰번호|*연락처번호|*문의번호|*상담번호|전화|전화번호|연락처|휴대폰|휴대전화|핸드폰|고객센터|문의|문의처|" +
        "문의사항|상담|콜센터|대표번호|유선",
      ar:
        "هاتف|الهاتف|تلفون|تليفون|تلفن|جوال|الجوال|موبايل|موبایل|محمول|رقم الهاتف|واتساب|" +
        "الخط الساخن|همراه|شماره تماس",
      he: "טלפון|טל|נייד|פלאפון|סלולרי|מוקד|מספר טלפון|וואטסאפ",
      hi: "फोन|मोबाइल|दूरभाष|टेलीफोन|हेल्पलाइन|टोल फ्री|ফোন|টেলিফোন|মোবাইল|হটলাইন",
      th: "โทร|โทรศัพท์|มือถือ|เบอร์โทร|เบอร์โทรศัพท์|เบอร์|สายด่วน|หมายเลขโทร*|เบอร์ติดต่อ",
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
      any: "contact|contacts|kontakt|sms|service|services|info",
      en:
        "call|calls|calling|dial|dialing|ring|text|contacting|enquiries|inquiries|office|" +
        "home|work|sales|support|reception|direct|emergency|reach|my number|our number|" +
        "your number|this number|to order|to book|bookings|reservations|orders|emergencies|" +
        "dispatch|hotlines|booking|delivery|deliveries",
      de:
        "anrufen|rufen|zentrale|büro|erreichbar|erreichen|beratung|kontakttelefon|*dienst|" +
        "*service|*annahme|anmeldung|bestellungen|störung|notfall|notfälle|buchung|" +
        "reservierung|lieferung|lieferservice",
      fr:
        "appelez|appeler|appel|joindre|contactez|accueil|renseignements|réservation|urgence|" +
        "urgences|secours|standard|astreinte|permanence|secrétariat|service client|" +
        "relation client|assistance|livraison|réservations",
      es:
        "llame|llama|llamar|llámenos|llámanos|llamando|contacto|atención|informes|citas|" +
        "urgencia|urgencias|emergencia|emergencias|atención al cliente|servicio al cliente|" +
        "soporte|ventas|ayuda|reservas|pedidos|reserva|entrega|pedidos a",
      it:
        "chiama|chiamare|chiamaci|contatti|contatto|prenotazioni|segreteria|ufficio|" +
        "emergenza|emergenze|assistenza|servizio clienti|servizio cliente|soccorso|" +
        "prenotazione|consegna",
      pt:
        "ligue|ligar|contato|contacto|contactos|atendimento|emergência|emergências|apoio|" +
        "suporte|apoio ao cliente|atendimento ao cliente|serviço ao cliente|reservas|vendas|" +
        "reserva|entrega",
      nl:
        "bel|bellen|receptie|bereikbaar|klantenservice|nood|spoed|storing|bestellingen|" +
        "reserveren|reservering|boeking|boekingen|levering",
      pl:
        "zadzwoń|dzwoń|recepcja|biuro|sekretariat|kontaktowy|rejestracja|alarmowy|" +
        "obsługa klienta|rezerwacja|rezerwacje|dostawa|zamówienia telefoniczne",
      sv: "ring|ringa|kundtjänst|reception|kundservice|jour|support|bokning|leverans|boka",
      da: "ring|kundeservice|reception|booking|bestil|reservation",
      no: "ring|kundeservice|resepsjon|kundesenter|booking|bestill",
      fi:
        "soita|soittamalla|yhteystiedot|numerosta|numeroon|ajanvaraus|neuvonta|hätänumero|" +
        "varaus|varaukset|tilaukset",
      cs:
        "zavolejte|recepce|kontaktní|kontakty|zákaznická linka|rezervace|" +
        "objednávky telefonicky|servis",
      tr:
        "arayın|arayınız|iletişim|danışma|müşteri hizmetleri|rezervasyon|teslimat|destek|" +
        "servis",
      ru:
        "звоните|позвоните|звонить|контакты|контактный|справки|запись|приёмная|регистратура|" +
        "бронирование|доставка|заявки|заказать|приём заявок|вызов|вызвать|поддержка",
      uk:
        "телефонуйте|дзвоніть|зателефонуйте|контакти|довідки|приймальня|бронювання|доставка|" +
        "замовити|підтримка",
      el:
        "καλέστε|επικοινωνία|πληροφορίες|επικοινωνήστε|κρατήσεις|κράτηση|παραγγελίες|" +
        "υποστήριξη",
      ja: "受付|予約|お申し込み|問合せ|お申込み|ご予約|ご注文|ご連絡",
      zh: "拨打|撥打|联系|聯絡|联系人|咨询热线|请致电|致電|预订|預訂|预约|預約|訂位|订位|報名|报名",
      ko: "예약|접수|안내|예약문의|주문전화|배달",
      ar: "اتصل|اتصلوا|اتصال|للتواصل|التواصل|تماس|للحجز|للطلب|حجز|للاستفسار|خدمة العملاء",
      he: "חייגו|התקשרו|לפרטים|להזמנות|צור קשר|הזמנת מקום|שירות לקוחות|לתיאום",
      hi: "संपर्क|कॉल|कॉल करें|बुकिंग|सहायता",
      th: "ติดต่อ|สอบถาม|จอง|สั่งซื้อโทร|แจ้ง",
      vi: "gọi|liên hệ|đặt hàng|đặt chỗ|hỗ trợ|tư vấn",
      id: "hubungi|kontak|panggil|pemesanan|reservasi|layanan",
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
      hi: "फैक्स|ফ্যাক্স",
      th: "โทรสาร|แฟกซ์",
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
    isGrouped: true,
    words: {
      any: "vat|tin|vöen|nuit|ninea|oib|pib|pvm|idno|nipt|nuis|rnc|kennitala|gst hst|مالياتي",
      en:
        "taxid|tax id|tax no|tax number|sales tax|tax reg|ein|fein|itin|ssn|social security|" +
        "gst|gstin|abn|acn|arbn|trn|ntn|strn|hst|ird|utr|aadhaar|cnic|nric|taxpayer|" +
        "nhs number|nhs no",
      de:
        "ust|ustid*|ust id|ust idnr|ust id nr|mwst*|steuernummer|steuernr|steuer nr|st nr|" +
        "stnr|steuer id|steueridentifikation*|umsatzsteuer*|abgabenkonto*|svnr|ahv|idnr",
      fr:
        "tva|tva intracom|tva intra|tva intracommunautaire|intracommunautaire|communautaire|" +
        "identifiant fiscal|nif|n i f|nir|niss|sécurité sociale|numéro fiscal|avs",
      es:
        "nif|n i f|cif|c i f|rfc|r f c|nit|n i t|rut|r u t|ruc|r u c|cuit|cuil|c u i t|dni|" +
        "curp|cédula|c c|ing brutos|ingresos brutos|c i|cédula jurídica|céd jur",
      it: "p iva|piva|partita iva|p i|c f|cf|codice fiscale|cod fisc|cod fiscale|fiscale|iva",
      pt: "nif|nipc|cnpj|cpf|contribuinte|inscrição estadual|insc est|cnpj mf|nis|pis|cnh",
      nl: "btw*|bsn|rsin|omzetbelasting|rijksregisternummer|burgerservicenummer",
      pl: "nip|regon|pesel|krs|n i p",
      sv: "moms*|momsreg*|vat nr|personnummer",
      da: "se nr|moms|cpr*",
      no: "mva|fødselsnummer|personnummer",
      fi: "y tunnus|ytunnus|alv*|hetu|henkilötunnus|lytunnus|vat tunnus",
      cs: "ič|ičo|dič|ič dph|rodné číslo",
      tr:
        "vergi|vergi no|vergi numarası|vkn|v d|tckn|t c kimlik|tc kimlik|kimlik|kimlik no|" +
        "mersis",
      ru: "инн|кпп|снилс|унп|иин|бин|бсн|стн",
      uk: "іпн|рнокпп|єдрпоу|едрпоу|пдв|ідентифікаційний код",
      el: "αφμ|α φ μ|αμκα|α μ κ α|δου",
      ja: "法人番号|登録番号|マイナンバー|個人番号|インボイス登録番号",
      zh: "税号|稅號|税务登记|纳税人识别号|統一編號|统一编号|统编|統編|统一社会信用代码|信用代码|身份证|身份证号|身份證",
      ko: "사업자등록번호|사업자 등록번호|사업자번호|사업자등록|사업자|주민등록번호|법인등록번호|법인번호|고유번호",
      ar:
        "الرقم الضريبي|رقم ضريبي|ضريبي|الضريبي|ضريبة|کد اقتصادی|شناسه ملی|کد ملی|کدملی|" +
        "الرقم القومي|رقم الهوية|البطاقة الضريبية|الضريبية",
      he:
        "ע מ|עמ|עוסק מורשה|עוסק פטור|עוסק|ח פ|חפ|ת ז|תז|תעודת זהות|תיק ניכויים|ע ר|מספר זהות|" +
        "מס זהות",
      hi: "जीएसटी|जीएसटीआईएन|पैन|आधार",
      th: "เลขประจำตัวผู้เสียภาษี|ผู้เสียภาษี|เลขผู้เสียภาษี|เลขประจำตัวประชาชน|บัตรประชาชน",
      vi: "mã số thuế|mst|msdn|cmnd|cccd|mã số doanh nghiệp",
      id: "npwp|nib|ktp",
      hu: "adószám|adóazonosító|cégjegyzékszám|cui|c u i|taj szám",
      hr: "мб|пиб|матични број|матични",
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
        "registration|registration number|regn|reg no|charity number|charity no|crn|charter|" +
        "licence|license|lic|dre|cfl|npi|dea|cin|rera|udyam|companies house|patent|trademark|" +
        "permit no|licence no|license no|license number|nmls id|bar no|bar number|" +
        "charity reg|charity registration|acra|fssai|rto|cricos|afsl|nzbn|uen|frn|rcn|chy|npo",
      de:
        "handelsregister*|handelsbuch*|hrb|hra|registernummer|register nr|amtsgericht|fn|" +
        "firmenbuch*|firmenbuchnummer|vereinsregister|vr|ik|betriebsnummer|dvr|zvr|gisa|" +
        "zulassung*|zul|patent*|approbation|vermittlerregister|vermittlerregisternummer|" +
        "zvr zahl|gisa zahl|gewerberegister",
      fr:
        "numéro d entreprise|n d entreprise|bce|rcs|r c s|siren|siret|rc|r c|ape|naf|patente|" +
        "cnss|rpps|adeli|agrément|licence|cnil|carte professionnelle|orias|finess|uai|rna|" +
        "dépôt légal|n rcs|siret n|licence n|agrément n|numéro d agrément|registre|inscrit|" +
        "immatriculée|n cppap|cppap|n ics|ics|identifiant|idu",
      es:
        "registro*|registro mercantil|registro de propiedad|propiedad intelectual|" +
        "matrícula mercantil|tomo|inscripción|hoja|depósito legal|colegiado|licencia|" +
        "cámara de comercio|tarjeta profesional|n colegiado|registro sanitario|" +
        "registro turístico|r s|rgseaa|nrua|rnpa|rne|habilitación|resolución|" +
        "partida registral|rnt",
      it:
        "cig|c c i a a|sdi|reg imp|r i|rea|r e a|reg imprese|registro imprese|n iscrizione|" +
        "iscrizione|albo|cciaa|autorizzazione|licenza|n rea|iscr|iscritta|iscr reg imp|" +
        "registro stampa|cir|cin|autorizz",
      pt:
        "registo|matrícula|inscrição|inscrição municipal|alvará|creci|oab|anvisa|licença|" +
        "depósito legal|rnavt|rnet|crea|crc|cau|cnes|registro|c r c|autorização",
      nl:
        "kvk*|k v k|ondernemingsnummer|ondernemingsnr|kbo|kbo nr|handelsregister*|" +
        "kamer van koophandel|vergunning|kvk nr|erkenning|erkenningsnummer|anbi|rsin nummer",
      pl:
        "rejestr*|bdo|numer rejestrowy|zezwolenie|koncesja|kapitał*|wpis|rejestr|nr rejestru|" +
        "rpwdl|regon nr|nip ue|pl nip|nr wpisu",
      sv: "org nr|orgnr|org nummer|organisationsnummer|organisationsnr|säte",
      da: "cvr*|cvrnr|p nummer|autorisation",
      no:
        "org nr|orgnr|org nummer|organisasjonsnummer|organisasjonsnr|foretaksnummer|" +
        "foretaksregisteret|company id",
      fi: "kaupparekisteri*|rekisterinumero|rekisterinro",
      cs:
        "spisová značka|oddíl|vložka|obchodní rejstřík|zapsaná|zapsán|evidenční číslo|" +
        "identifikační číslo|zápis|reg č|registrace|č reg|povolení|č povolení",
      tr:
        "ticaret sicil|ticaret sicil no|sicil|sicil no|oda sicil|ruhsat*|belge no|mersis no|" +
        "oda sicil no|etbis|ruhsat no|yetki belgesi",
      ru:
        "огрн*|огрнип|окпо|оквэд|окато|октмо|лицензи*|свидетельств*|рег|регистрац*|эл|фс|" +
        "росздравнадзор*|сертификат*|патент*|разрешени*|огрн ип|регистрационный|" +
        "регистрационный номер|рег номер|эл фс|егрюл|егрип|реестровый номер|реестровый|ерип|" +
        "уведомление",
      uk: "ліцензі*|свідоцтв*|реєстрац*|дозвіл|сертифікат*",
      el: "γεμη|γ ε μ η|αρ γεμη|αρ μαε|μ α ε|άδεια|μητε|μ η τ ε|αριθμός μητρώου|α μ",
      ja:
        "許可番号|許可|免許|免許番号|会社法人等番号|古物商|第|届出番号|認可|証明書番号|特許|*許可証|*許可|*免許|*届出|*認定|*登録|*証番号|" +
        "適格請求書発行事業者",
      zh:
        "备案|備案|备案号|许可证|許可證|许可证号|许可证编号|icp 备|icp 備|icp 证|公网安备|公安备|经营许可证|证号|证书|版权|证书号|证书编号|注册号|" +
        "登记号|登记证|新出网证|文网文|视听许可证|统一登记|专利号|专利|批准文号|执照|字第|第|*许可证|*許可證|*备案|*執照|*执照|建照|建照號碼|*證照|" +
        "商業登記證|商業登記|牌照|牌照號碼|*登記證",
      ko: "통신판매업신고|통신판매업신고번호|통신판매업|통신판매|신고번호|허가번호|등록번호|인가번호|특허|면허번호",
      ar:
        "سجل تجاري|السجل التجاري|س ت|سجل|ترخيص|رقم الترخيص|شماره ثبت|ثبت|شماره پروانه|پروانه|" +
        "رخصة|نظام پزشکی|رقم السجل|رقم التسجيل|التسجيل|رقم الايداع|رقم الاعتماد|عضوية|" +
        "س ت رقم|مجوز|شماره مجوز|شناسه|شناسه کسب",
      he: "רישיון|מספר רישיון|מס רישיון|רישום|רשם|רישיון עסק|מספר עמותה|מספר חברה",
      hi: "पंजीकरण|पंजीकरण संख्या|रजिस्ट्रेशन|लाइसेंस",
      th:
        "ทะเบียน|ทะเบียนเลขที่|ทะเบียนนิติบุคคล|เลขทะเบียน|ใบอนุญาต|ใบอนุญาตเลขที่|" +
        "เลขที่ใบอนุญาต|เลขทะเบียน*|เลขที่ทะเบียน*|ทะเบียนการค้า*|ทะเบียนพาณิชย์*|ใบอนุญาต*|" +
        "เลขที่ใบอนุญาต*|เลขประจำตัว*",
      vi:
        "giấy phép|giấy phép số|gpkd|gcn|đkkd|giấy chứng nhận|gpđkkd|giấy phép kinh doanh|" +
        "đkkd số|giấy cnđkdn|cnđkdn|gp số|số đkkd|giấy cn",
      id: "siup|tdp|izin|nomor izin|siujk|sk menkumham",
    },
    example: { text: "CVR: 35545904", region: "DK" },
    counterExample: {
      text: "Registered office: tel. 35 54 59 04",
      region: "DK",
    },
  },
  {
    name: "bank_account",
    role: "identifier",
    strength: "strong",
    isGrouped: true,
    words: {
      any: "iban|bic|bankgiro|plusgiro|postgiro|konto|kto|swift code|bic swift|swift bic",
      en:
        "sort code|routing|routing number|routing no|aba|bsb|ifsc|account number|account no|" +
        "bank account|a c no|acc|acc no|account name|beneficiary account|branch code|" +
        "swift code|ifsc code|iban no|wallet|paybill|till number|payid",
      de:
        "blz|bankleitzahl|kontonummer|kontonr|bankverbindung|bankkonto|gläubiger id|*konto|" +
        "kto nr|spendenkonto|postkonto|pc konto|konto nr|postscheckkonto|girokonto|zahlschein",
      fr:
        "rib|ccp|compte|compte bancaire|guichet|compte chèque|n de compte|compte postal|" +
        "virement",
      es:
        "cuenta|cuenta corriente|cta|cta cte|cbu|cvu|clabe|ccc|n de cuenta|cta corriente|" +
        "caja de ahorro|cuenta vista|cuenta rut",
      it: "conto corrente|conto|c c postale|ccp|bollettino|iban n|c c bancario|cc postale|c c n",
      pt: "conta|conta corrente|agência|pix",
      nl: "rekening|rekeningnummer|bankrekening|bankrekeningnummer|giro",
      pl:
        "rachunek|rachunku|konta|nr konta|numer konta|nrb|nr rachunku|numer rachunku|nr rach|" +
        "konto nr",
      sv: "bankkonto|kontonummer|clearing*|bg|pg",
      da: "kontonr|reg nr|bankkonto|girokonto",
      no: "kontonummer|kontonr|bankkonto",
      fi: "tilinumero|tili|tilinro|viitenumero",
      cs:
        "účet|účtu|č ú|číslo účtu|variabilní symbol|vs|bankovní spojení|č účtu|bankovní účet|" +
        "transparentní účet",
      tr: "hesap|hesap no|hesap numarası|şube kodu|hesap numaramız|iban no",
      ru:
        "р с|к с|р сч|к сч|бик|расчётный счёт|корр счет|лицевой счет|счет|сч|жск|карта|карты|" +
        "расчетный|корреспондентский|кошелёк|wmr|wmz|номер карты",
      uk:
        "р р|мфо|рахунок|рахунку|п р|картка|картки|розрахунковий рахунок|номер рахунку|" +
        "номер картки|карта",
      el:
        "λογαριασμός|λογαριασμού|αρ λογαριασμού|αριθμός λογαριασμού|αρ λογ|" +
        "τραπεζικός λογαριασμός|λογ",
      ja: "口座|口座番号|普通|普通預金|当座|支店番号|記号番号|店番|振替|郵便振替|振替口座|普通口座|当座預金|振込先口座",
      zh: "账号|帳號|账户|帳戶|帐号|卡号|銀行帳號|银行账号|银行卡|匯款帳號|劃撥|劃撥帳號|*帳號|*账号|账户号|賬號|賬戶|开户行|银行账户|收款账号",
      ko: "계좌|계좌번호|입금계좌|예금주|가상계좌|입금계좌번호",
      ar:
        "حساب|الحساب|رقم الحساب|شماره حساب|شماره کارت|کارت|شبا|آیبان|ايبان|رقم حساب|" +
        "الحساب البنكي|شماره شبا|شماره حساب بانکی",
      he: "חשבון|מספר חשבון|חשבון בנק|סניף|מס חשבון|מספר חשבון בנק",
      hi: "खाता|खाता संख्या|खाता नंबर",
      th: "บัญชี|เลขที่บัญชี|เลขบัญชี|พร้อมเพย์|เลขบัญชี*|เลขที่บัญชี*|หมายเลขบัญชี*|" + "บัญชีธนาคาร*",
      vi: "số tài khoản|tài khoản|stk|tk|số tk|stk số|tài khoản số",
      id:
        "rekening|no rekening|nomor rekening|norek|no rek|rek|rekening bank|no rekening bank|" +
        "virtual account|nomor va",
    },
    example: { text: "Kontonummer 0730153870", region: "DE" },
    counterExample: {
      text: "Konto gesperrt? Hotline 0730 153870",
      region: "DE",
    },
  },
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
      es: "expediente|boe|dirección ip|sentencia|número de serie",
      it: "protocollo|prot|indirizzo ip|matricola|sentenza|minsan|aic|a i c",
      pt: "processo|protocolo|endereço ip|acórdão|número de série",
      nl: "kenmerk|ip adres|zaaknummer|dossiernummer|serienummer",
      pl: "sygn|sygnatura|adres ip|akt",
      sv: "diarienummer|dnr|ärendenummer|ip adress|serienummer",
      da: "journalnummer|sagsnummer|sagsnr|ip adresse|serienummer",
      no: "saksnummer|saksnr|ip adresse|serienummer",
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
        "postal code|postcode|post code|po box|p o box|pob|pmb|coordinates|altitude|" +
        "elevation|pincode|pin code|private bag|locked bag",
      de:
        "breitengrad|längengrad|breite|koordinaten|plz|postleitzahl|postfach|flurstück|" +
        "gps koordinaten",
      fr: "code postal|boîte postale|bp|b p|coordonnées gps",
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
      ru:
        "индекс|почтовый индекс|широта|долгота|координаты|а я|абонентский ящик|" +
        "кадастровый номер",
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
      en: "order number|invoice number|tracking number|customer number|case number",
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
      pt: "número do pedido|número de cliente|número da fatura|número do processo",
      nl: "artikelnummer|bestelnummer|factuurnummer|klantnummer|ordernummer|polisnummer",
      pl: "numer zamówienia|numer klienta|numer faktury|numer przesyłki|numer umowy",
      sv: "artikelnummer|ordernummer|kundnummer|fakturanummer|avtalsnummer|referensnummer",
      da: "varenummer|ordrenummer|kundenummer|fakturanummer|policenummer|referencenummer",
      no: "varenummer|ordrenummer|kundenummer|fakturanummer|avtalenummer|referansenummer",
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
      sk: "číslo objednávky|číslo faktúry|číslo zásielky|číslo zmluvy|variabilný symbol",
      ro: "număr comandă|nr comandă|număr factură|număr contract|cod client|cod fiscal",
      bg: "номер на поръчка|номер на фактура|товарителница|еик|булстат|егн",
      lt: "užsakymo nr|užsakymo numeris|sąskaitos nr|sutarties nr|kliento kodas|įmonės kodas",
      lv: "pasūtījuma nr|pasūtījums|rēķina nr|līguma nr|klienta kods|pvn",
      et: "tellimuse nr|tellimuse number|arve nr|lepingu nr|kliendinumber|registrikood|kmkr",
      bn: "অর্ডার নম্বর|চালান নম্বর|গ্রাহক নম্বর|ইনভয়েস নম্বর",
      ka: "შეკვეთის ნომერი|ინვოისი|ანგარიშის ნომერი|საიდენტიფიკაციო კოდი",
      ms: "no akaun|nombor pesanan|nombor akaun|no rujukan|nombor rujukan|no k p",
    },
    example: { text: "Artikelnummer: 0302 27300", region: "DE" },
    counterExample: { text: "Gratisnummer 0800 2273000", region: "DE" },
  },
  {
    name: "item_number",
    role: "identifier",
    strength: "named",
    words: {
      any:
        "id|sku|otp|pnr|awb|s n|sn|p n|ref|no ref|oe|oem|gadu gadu|gg|qq|icq|zpid|mls|userid|" +
        "pid|*nummer|*nr|*nro|lotto|loto|euromillions|powerball|tid|gid|version|versions",
      en:
        "stock code|product code|order code|item code|part code|promo code|voucher code|discount code|code no|" +
        "item|part|model|serial|barcode|batch|passcode|catalogue|catalog|invoice|receipt|" +
        "reference|tracking|waybill|consignment|transaction|txn|purchase order|requisition|" +
        "voucher|coupon|revision|firmware|kernel|meeting id|conference id|access code|" +
        "winning numbers|article no|part no|model no|item no|lot no|batch no|order no|po no|" +
        "ref no|roll no|roll number|ticket no|passport|passport no|voter id|employee id|" +
        "student id|customer id|account id|client id|case id|order id|transaction id|" +
        "booking id|booking reference|booking ref|confirmation number|reservation number|" +
        "claim number|policy number|meter no|job id|ad id|listing id|photo id|image id|" +
        "loan number|parcel id|registry|registration no|bill no|challan|delivery note|" +
        "proforma|lot number|serial no|imsi|meid|bates no|accession|accession number|" +
        "call sign|catalog no",
      de:
        "*code|artikel|bestell|charge|beleg|gutschein|modell|matrikel|ersatzteil|*zeichen|" +
        "lottozahlen|gewinnzahlen|auftragsnr|best nr|kd nr|rg nr|oe nr|bescheid|lieferschein|" +
        "rezept|reisepass|personalausweis|führerschein|zähler|flurstücks|chassis|fahrgestell|" +
        "typennummer|kennzeichen|chiffre|petition|buchungs|transaktion|mandatsreferenz|" +
        "verwendungszweck|referenz|kassenzeichen|inventar|signatur|typ|zeichen",
      fr:
        "facture|réf|référence|colis|article|modèle|n de série|tirage|tirage du loto|" +
        "n de commande|n de facture|n de dossier|n de contrat|n de client|n de pièce|" +
        "n d agrément|n d ordre|ordonnance|passeport|permis|immatriculation|châssis|pièce|" +
        "code barre|code barres|code article|référence produit|réf produit|transaction|reçu|" +
        "arrêt|pourvoi|décret|délibération|code produit|code client|réf annonce",
      es:
        "folio|factura|referencia|artículo|código|serie|n de serie|lote|modelo|socio|sorteo|" +
        "bonoloto|primitiva|euromillones|n de pedido|n de factura|n de referencia|" +
        "n de expediente|n de registro|n de orden|pasaporte|bastidor|código de barras|recibo|" +
        "transacción|transferencia|radicado|acta|rol|partida|ficha|padrón|comprobante|remito|" +
        "albarán|código producto|sku|chasis|credencial|carnet|reserva n",
      it:
        "fattura|rif|riferimento|articolo|codice|cod|codice articolo|cod art|seriale|lotto|" +
        "modello|estrazione|estrazione lotto|numeri vincenti|n ordine|n fattura|n pratica|" +
        "n tessera|n protocollo|passaporto|telaio|codice a barre|ricevuta|scontrino|" +
        "transazione|bonifico|delibera|determina|repertorio|fascicolo|concorso|tessera|bolla|" +
        "ddt|codice prodotto|codice cliente|n di serie|lotto n|codice identificativo",
      pt:
        "fatura|factura|referência|artigo|código|cod|lote|série|modelo|nota fiscal|nf|" +
        "mega sena|quina|totoloto|lotofácil|n de pedido|n de série|n do processo|passaporte|" +
        "chassi|código de barras|recibo|transação|portaria|edital|licitação|" +
        "cartão de cidadão|código do produto|código do imóvel|ref do imóvel|ref imóvel|" +
        "renavam|título de eleitor|crm|patrimônio",
      nl:
        "factuur|referentie|artikel|bestelnr|ordernr|artikelcode|barcode|kenteken|paspoort|" +
        "rijbewijs|chassis|onderdeel|advertentie|advertentienummer|kassabon|transactie|" +
        "besluit|dossier|meterstand|referentienr|typenummer|ean code",
      pl:
        "faktura|faktury|artykuł|kod|kod produktu|seria|serii|nr ref|katalogowy|zlecenie|" +
        "nr katalogowy|przesyłka|przesyłki|nr zamówienia|nr faktury|nr umowy|nr polisy|" +
        "nr sprawy|nr akt|nr rejestracyjny|paszport|dowód|dowodu|kod kreskowy|paragon|" +
        "transakcja|uchwała|decyzja|numer seryjny|nr seryjny|nr części|numer części|" +
        "kod towaru|indeks|przetarg|księga wieczysta|kw|zlecenia|nr zlecenia|numer zlecenia",
      sv:
        "faktura|referens|artikel|kolli|försändelse|ocr|*numret|dragning|beslut|körkort|" +
        "regnr|chassinr|streckkod|annonsid|kvitto|transaktion|reservdel|löpnr|löpnummer|" +
        "medlemsnr|fastighetsbeteckning|bokningsnr",
      da:
        "faktura|reference|vare|forsendelse|*nummeret|vindertal|kørekort|stelnr|stelnummer|" +
        "stregkode|kvittering|transaktion|reservedel|løbenr|medlemsnr|matrikel|matrikelnr|" +
        "bookingnr|journal|journalnr|afgørelse|modelnr|matr",
      no:
        "faktura|referanse|vare|sending|sporing|finn kode|vinnertall|førerkort|chassisnr|" +
        "strekkode|annonse id|kvittering|transaksjon|reservedel|løpenr|medlemsnr|gårdsnr|" +
        "bookingnr|referansenr|vedtak|modellnr|kid nr|matr",
      fi:
        "lasku|viite|tuote|lähetys|seuranta|koodi|*numero|tunniste|lottorivi|tilausnro|passi|" +
        "ajokortti|viivakoodi|kuitti|varaosa|jäsennro|kiinteistötunnus|varausnro|päätös|" +
        "malli|sarjanro|eränumero",
      cs:
        "faktura|faktury|katalogové|kód|zboží|zásilka|zásilky|položka|výrobek|*číslo|" +
        "výherní čísla|číslo zakázky|objednací číslo|objednací kód|kód produktu|kód výrobku|" +
        "kat č|obj č|zakázka|doklad|účtenka|cestovní pas|občanský průkaz|řidičský průkaz|" +
        "čárový kód|inzerát|usnesení|rozhodnutí|výrobní|sériové|jednací|parcelní|inventární",
      tr:
        "fatura|ürün|stok|stok kodu|kod|kodu|ürün kodu|barkod|referans|parça|model no|" +
        "parça no|ürün no|ilan no|pasaport|ehliyet|ruhsat|barkod no|plaka|şasi|şase|makbuz|" +
        "işlem no|işlem|dekont|evrak|evrak no|tebligat|dosya|dava|rezervasyon no|pnr kodu|" +
        "abone no|tesisat no|sözleşme no|müşteri no|fatura no|sipariş no|takip no",
      ru:
        "арт|артикул|код|код товара|накладная|накладной|квитанция|инвойс|трек|модель|партия|" +
        "идентификатор|каталожный|тираж|лото|аська|штрихкод|номер детали|номер запчасти|" +
        "оригинальный номер|каталожный номер|инвентарный номер|номер накладной|" +
        "номер документа|номер счета|номер объявления|табельный номер|зачётная книжка|" +
        "паспорт|удостоверение|водительское удостоверение|штрих код|чек|чека|транзакция|" +
        "платёж|распоряжение|протокол|акт|решение|закупка|извещение|шифр|инв|кат|деталь|" +
        "запчасть|полис омс|страховой|*номер",
      uk:
        "арт|артикул|код|код товару|накладна|накладної|квитанція|ттн|трек|модель|тираж|лото|" +
        "номер деталі|номер документа|каталожний номер|паспорт|посвідчення|штрих код|чек|" +
        "чека|транзакція|платіж|розпорядження|протокол|акт|рішення|закупівля|шифр|інв|" +
        "каталожний|деталь|запчастина|*номер",
      el:
        "τιμολόγιο|τιμολογίου|κωδ|κωδικός|προϊόν|προϊόντος|παραστατικό|κλήρωση|" +
        "κωδικός προϊόντος|αριθμός σειράς|σειριακός αριθμός|διαβατήριο|ταυτότητα|αδτ|α δ τ|" +
        "άδεια οδήγησης|απόφαση|κωδικός ακινήτου|απόδειξη|συναλλαγή|barcode|φάκελος|" +
        "πρωτόκολλο|τεύχος",
      ja: "*番号|*コード|品番|型番|ロト|当選番号|番号札|シリアル|品番コード|特開|ナンバー",
      zh:
        "*号码|*號碼|*编号|*編號|*单号|*單號|*货号|*貨號|*工号|*学号|*学籍号|*代码|*代碼|*型号|*型號|*批号|*會議號|*会议号|*群号|*订单号|" +
        "*证号|*證號|*书号|发票|發票|编号|編號|单号|單號|货号|貨號|型号|型號|代码|代碼|验证码|双色球|獎號碼|开奖号码|工号|学号|订单号|车牌|车牌号|" +
        "护照|護照|护照号|条码|條碼|条形码|流水号|流水號|序号|序號|批号|批次|标号|文号|文號|件号|案號|公告號|准考证|准考證|期刊号|图号|圖號|料号|料號|" +
        "款号|款號|房号|座位号|会员卡|群|加群|信用卡|身份证号码|身分證字號|保單|發票號碼|統一發票|彩票|大乐透|大樂透|威力彩|頭獎|特獎|*字號|*字号",
      ko:
        "*번호|*코드|운송장|로또|당첨번호|모델|모델명|품번|제품코드|여권|여권번호|바코드|시리얼|사건|공고|공고번호|매물|매물번호|물건|영수증|거래번호|" +
        "승인번호|학번|군번|사번|카드번호|차대번호|차량번호|회원|순번|민원|민원번호|예약코드|추적번호|등기번호",
      ar:
        "فاتورة|الفاتورة|شحنة|تتبع|مرجع|رقم المرجع|رمز|منتج|کد|کد رهگیری|شماره فاکتور|" +
        "رقم المنتج|رقم الموديل|الرقم التسلسلي|الرمز|باركود|جواز السفر|جواز|رخصة القيادة|" +
        "رقم الإعلان|إيصال|المعاملة|رقم المعاملة|مناقصة|قرار|مرسوم|قانون|رقم القيد|" +
        "رقم العضوية|رقم البطاقة|البطاقة|بطاقة|رقم الحجز|رقم التذكرة|رقم الوثيقة|رقم القرار|" +
        "رقم الجلوس|شماره سریال|سریال|شماره پرونده|پرونده|شماره عضویت|شماره دانشجویی|بارکد|" +
        "گذرنامه|شماره قرارداد|شماره نامه|کد کالا|کد محصول|کد آگهی",
      he:
        "חשבונית|חשבונית מס|משלוח|מעקב|אסמכתא|מק ט|מקט|קוד|דגם|לוטו|מספר אישור|מספר סידורי|" +
        "מספר דגם|מספר קטלוגי|ברקוד|דרכון|רישיון נהיגה|מספר מודעה|קבלה|עסקה|מספר תיק|" +
        "מספר מוצר|מכרז|צו|בקשה|מספר בקשה|מספר פוליסה|מספר חבר|מספר כרטיס|כרטיס",
      hi:
        "चालान|ट्रैकिंग|संदर्भ|संदर्भ संख्या|कोड|रोल|रोल नंबर|রোল|রোল নম্বর|रोल नं|सीरियल|" +
        "सीरियल नंबर|मॉडल|पासपोर्ट|रसीद|लेनदेन|बारकोड|आवेदन|आवेदन संख्या|प्रकरण|" +
        "प्रकरण क्रमांक|आदेश|मुकदमा|खसरा|फाइल|मतदाता|सदस्यता|पीएनआर|लॉटरी|রসিদ|পাসপোর্ট|" +
        "সিরিয়াল|রেজিস্ট্রেশন|রেজি|নিবন্ধন|স্মারক",
      th:
        "ใบแจ้งหนี้|ใบเสร็จ|พัสดุ|รหัส|รหัสสินค้า|เลขที่ใบ*|เลขที่คำ*|เลขที่สัญญา*|" +
        "หมายเลขคำ*|หมายเลขพัส*|หมายเลขสมาชิก*|เลขอ้างอิง*|รหัสนักศึกษา*|สลาก|รุ่น|" +
        "หนังสือเดินทาง|พาสปอร์ต|บาร์โค้ด|ซีเรียล|ซีเรียลนัมเบอร์|เลขที่เอกสาร*|" +
        "เลขที่หนังสือ*|เลขที่ประกาศ*|ใบเสร็จเลขที่|ใบกำกับภาษี*|หมายเลขบัตร*|" +
        "หมายเลขครุภัณฑ์*|เลขครุภัณฑ์*|รหัสพนักงาน*|รหัสสมาชิก*|รหัสประกาศ*|รหัสทรัพย์*|" +
        "รหัสวิชา*|หมายเลขประกาศ*",
      vi:
        "hóa đơn|vận đơn|mã sản phẩm|mã sp|mã hàng|mã số|mã đơn|số hợp đồng|số đơn hàng|" +
        "số chứng từ|số hồ sơ|số thẻ|xổ số|serial|mã vạch|hộ chiếu|giấy phép lái xe|biên lai|" +
        "mã giao dịch|mã tin|mã bài|mã sinh viên|mã nhân viên|mã số sinh viên|mã đặt chỗ|" +
        "mã đặt phòng|số biên nhận|số hộ chiếu|số cmnd|số cccd|số đăng ký|số giấy phép|" +
        "số quyết định|quyết định số|công văn số|nghị định số|thông tư số|biển số|mã tài sản|" +
        "mã căn|số khung|số máy|số sổ",
      id:
        "faktur|no faktur|no resi|kode|kode produk|kode barang|no seri|togel|no induk|" +
        "nomor induk|nisn|nomor polisi|no polisi|paspor|no paspor|kuitansi|no kuitansi|" +
        "transaksi|no transaksi|id transaksi|kode booking|kode properti|kode iklan|putusan|" +
        "no surat|nomor surat|no anggota|no peserta|nomor peserta|no rangka|no mesin|barcode|" +
        "no kartu|nomor kartu|no dokumen|sertifikat|no sertifikat|nomor sertifikat|bpjs",
      ro:
        "cod produs|factura|cod articol|serie|seria|pașaport|cod de bare|cod anunț|chitanță|" +
        "tranzacție|dosar|hotărâre|decizie|nr crt|model|lot|cod postal",
      hu:
        "rendelési szám|termékkód|gyári szám|vonalkód|útlevél|személyi|rendszám|alvázszám|" +
        "hirdetéskód|nyugta|tranzakció|helyrajzi szám|hrsz|sorozatszám|típusszám|ügyiratszám|" +
        "végzés|határozat|foglalási szám|lottó|nyerőszámok|kód",
      bg:
        "код на продукта|артикул|обява номер|каталожен номер|сериен номер|паспорт|баркод|" +
        "касова бележка|решение|фактура|код|полица|договор|лична карта",
      hr:
        "račun|faktura|šifra|šifra artikla|šifra proizvoda|kataloški broj|serijski broj|" +
        "putovnica|osobna iskaznica|barkod|šifra oglasa|predmet|klasa|urbroj|rješenje|pasoš|" +
        "lična karta|loto",
      sl: "račun|šifra|šifra izdelka|serijska številka|potni list|črtna koda|zadeva|koda|loto",
      sk:
        "kód|kód produktu|katalógové číslo|výrobné číslo|občiansky preukaz|čiarový kód|" +
        "inzerát|doklad|zásielka|uznesenie|jednacie",
      lt: "sąskaita|prekės kodas|kodas|serija|pasas|byla|loterija",
      lv: "rēķins|preces kods|kods|sērija|pase|lieta",
      et: "arve|tootekood|kood|seeria|viitenumber|saadetis",
      ka: "შეკვეთა|კოდი|ნომერი|ანგარიში|პასპორტი|განცხადება",
      ms: "no siri|kod|kod produk|no pesanan|resit|no resit|pasport|no pasport|no kad|no ahli",
    },
    example: { text: "Model 202-555-0143", region: "US" },
    counterExample: { text: "Model (202) 555-0143", region: "US" },
  },
  {
    name: "reference",
    role: "identifier",
    strength: "weak",
    words: {
      any:
        "ticket|pin|po|post|thread|topic|bug|box|charity|tax|pages|page|pp|vol|seiten|seite|" +
        "pagine|páginas|página|strony|strana|sidor|sider|sivut|sayfa|страницы|стр|σελ|ページ|" +
        "페이지|halaman|trang|หน้า|bank|code",
      en:
        "order|inv|p o|product|track|shipment|parcel|case|acct|account|confirmation|policy|" +
        "claim|quote|quotation|member|membership|user|file|cat|stock|listing|issue|commit|" +
        "job|tender|contract|permit|certificate|badge|patient|art|volume|chapter|ver|release|" +
        "build|rev|edition|clause|server|incident|auction|bid|application|registrant|voter|" +
        "ice|sha|cage|din|beneficiary|cheque|mortgage|reg|merge|comment|process|seq|ack|gi|a c",
      de:
        "bestellung|auftrag|rechnung|sendung|vorgang|art|vertrag|versicherung|police|kunden|" +
        "mitglied|patient|antrag|ausschreibung|schaden|spende|bescheinigung|zeugnis",
      fr:
        "commande|contrat|police|client|adhérent|abonné|membre|étudiant|patient|" +
        "appel d offres|sinistre|dépôt|demande|attestation|certificat|allocataire|assuré",
      es:
        "pedido|envío|seguimiento|cliente|póliza|contrato|guía|trámite|usuario|orden|" +
        "paciente|licitación|siniestro|solicitud|certificado|asegurado|afiliado|abonado|" +
        "crédito|préstamo|operación|denuncia|causa|legajo",
      it:
        "ordine|spedizione|pratica|cliente|polizza|contratto|biglietto|paziente|gara|bando|" +
        "sinistro|richiesta|certificato|utente|abbonato|mutuo|attestato",
      pt:
        "pedido|encomenda|envio|rastreio|rastreamento|cliente|apólice|contrato|orçamento|" +
        "guia|paciente|concurso|sinistro|certificado|utente|assinante|operação|ocorrência|" +
        "requerimento|beneficiário",
      nl:
        "bestelling|klant|polis|contract|patiënt|aanbesteding|schade|aanvraag|certificaat|" +
        "abonnee",
      pl:
        "zamówienie|zamówienia|paczka|klient|klienta|polisa|umowa|umowy|członek|pacjent|" +
        "szkoda|wniosek|certyfikat|abonent|sprawa|sprawy|partia",
      sv:
        "beställning|order|ärende|kund|avtal|medlem|patient|upphandling|skada|ansökan|intyg|" +
        "abonnent",
      da: "bestilling|ordre|sag|aftale|medlem|patient|udbud|skade|ansøgning|certifikat|abonnent",
      no: "bestilling|ordre|sak|avtale|polise|medlem|pasient|skade|søknad|abonnent",
      fi: "tilaus|asiakas|sopimus|tunnus|jäsen|potilas|hanke|vahinko|hakemus|todistus|tilaaja",
      cs:
        "objednávka č|objednávky č|faktura č|faktury č|zásilka č|smlouva č|zákazník|smlouva|" +
        "smlouvy|pojistka|člen|pacient|škoda|žádost|certifikát|případ|šarže",
      tr:
        "sipariş|takip|müşteri|poliçe|sözleşme|başvuru|üye|hasta|ihale|hasar|talep|sertifika|" +
        "abone|şikayet|kayıt",
      ru:
        "заказ|заказа|отправление|отправления|товар|товара|договора|полис|полиса|клиент|" +
        "клиента|объявление|лот|участник|пациент|тендер|убыток|справка|абонент|рекламация|" +
        "документ|контракт|поставка|вакансия|сообщение",
      uk:
        "замовлення|відправлення|товар|товару|договір|договору|поліс|клієнт|клієнта|учасник|" +
        "пацієнт|тендер|довідка|абонент|документ|контракт|вакансія|лот",
      el:
        "παραγγελία|παραγγελίας|αποστολή|αποστολής|συμβόλαιο|πελάτης|πελάτη|μέλος|φοιτητής|" +
        "ασθενής|διαγωνισμός|ζημιά|αίτηση|βεβαίωση|συνδρομητής|σύμβαση",
      ja: "注文|求人|予約コード",
      zh: "订单|訂單|会员号|微信号|号码为|会员|會員|客户|客戶",
      ko: "주문|고객|환자|입찰|청구|증명서|견적",
      ar:
        "طلب|الطلب|عقد|شماره سفارش|عضو|مريض|عطاء|طلب رقم|شهادة|مشترك|شكوى|ملف|دفتر|عقد رقم|" +
        "سفارش|قرارداد|مشتری",
      he: "הזמנה|מס הזמנה|לקוח|חוזה|פוליסה|חבר|מטופל|תביעה|אישור|מנוי|תלונה|פנייה",
      hi: "ऑर्डर|ग्राहक|पॉलिसी|क्रमांक|सदस्य|निविदा|दावा|प्रमाणपत्र|शिकायत|अनुबंध",
      th:
        "คำสั่งซื้อ|เลขคำสั่งซื้อ|สัญญา|กรมธรรม์|รหัสลูกค้า|สมาชิก|ลูกค้า|ผู้ป่วย|ประกวดราคา|" +
        "คำร้อง|ใบรับรอง|ใบเสนอราคา|ประกาศ",
      vi: "đơn hàng|hồ sơ|hợp đồng|thành viên|bệnh nhân|gói thầu|chứng chỉ|báo giá|sinh viên",
      id:
        "pesanan|produk|pelanggan|polis|kontrak|anggota|pasien|tender|lelang|klaim|" +
        "permohonan|penawaran|pelapor|mahasiswa|peserta",
      hr: "narudžba|narudžbe|porudžbina",
      sl: "naročilo",
      sk: "objednávka|objednávky",
      lt: "užsakymas",
      et: "tellimus",
      ro: "comanda",
      bg: "поръчка",
      bn: "অর্ডার",
    },
    example: { text: "Order 2025550143", region: "US" },
    counterExample: { text: "Order 202-555-0143", region: "US" },
  },
  {
    name: "amount_word",
    role: "identifier",
    strength: "amount",
    words: {
      any: "total|eur|euro|usd|gbp|chf|pln|kr|rs|inr|jpy|cny|rmb",
      en:
        "packets|population|price|cost|sum|subtotal|amount|balance|salary|budget|revenue|" +
        "views|visitors|hits|downloads|messages|articles|members|followers|results|bytes|" +
        "rows|length|width|height|weight|distance|score|points|sizes|worth|raised|copies|" +
        "copies sold|subscribers|circulation|turnover|profit|income|votes|deaths|employees|" +
        "characters|capacity|seats|attendance|viewers|streams|impressions|clicks|gdp",
      de:
        "preis|summe|gesamt|betrag|einwohner|besucher|aufrufe|größe|größen|gewicht|beiträge|" +
        "bruttopreis|umsatz|gewinn|verlust|auflage|stückzahl|stammkapital|grundkapital|" +
        "kapital|bilanz|bilanzsumme|spendensumme|mitglieder|zuschauer|leser|klicks|fläche|" +
        "menge|stück|anzahl",
      fr:
        "prix|montant|somme|population|habitants|visiteurs|vues|taille|tailles|poids|" +
        "semaines|chiffre d affaires|bénéfice|capital|capital social|au capital de|budget|" +
        "superficie|nombre|effectif|messages|membres|lecteurs|visualisations|lectures",
      es:
        "precio|importe|suma|población|habitantes|visitas|talla|tallas|peso|monto|capital|" +
        "capital social|presupuesto|superficie|cantidad|seguidores|suscriptores|votos|casos|" +
        "ingresos|beneficio|visualizaciones|reproducciones|lecturas",
      it:
        "prezzo|importo|somma|popolazione|abitanti|visite|taglia|taglie|peso|versato|" +
        "fatturato|utile|capitale|capitale sociale|cap soc|bilancio|superficie|quantità|" +
        "tiratura|voti|iscritti|messaggi|visualizzazioni|letture",
      pt:
        "preço|valor|soma|população|habitantes|visitas|tamanho|tamanhos|peso|faturamento|" +
        "lucro|capital|capital social|área|quantidade|votos|casos|seguidores|inscritos|" +
        "mensagens|visualizações|leituras",
      nl:
        "prijs|bedrag|som|inwoners|bezoekers|maat|maten|gewicht|omzet|winst|kapitaal|" +
        "begroting|oppervlakte|aantal|oplage|stemmen|leden|berichten|weergaven|bekeken",
      pl:
        "cena|kwota|suma|ludność|odwiedziny|wyświetleń|rozmiar|rozmiary|waga|obrót|zysk|" +
        "budżet|powierzchnia|ilość|nakład|głosów|wiadomości|posty|wartość|odsłon|odsłony|" +
        "wyświetlenia",
      sv:
        "pris|belopp|summa|invånare|besökare|storlek|storlekar|vikt|omsättning|vinst|" +
        "aktiekapital|budget|yta|antal|upplaga|röster|medlemmar|inlägg|visningar",
      da:
        "pris|beløb|sum|indbyggere|besøgende|str|størrelse|størrelser|vægt|omsætning|" +
        "overskud|aktiekapital|budget|areal|antal|oplag|stemmer|medlemmer|indlæg|visninger|" +
        "vist",
      no:
        "pris|beløp|sum|innbyggere|besøkende|str|størrelse|størrelser|vekt|omsetning|" +
        "overskudd|aksjekapital|budsjett|areal|antall|opplag|stemmer|medlemmer|innlegg|" +
        "visninger|lest",
      fi:
        "hinta|summa|yhteensä|asukkaita|kävijöitä|koko|koot|paino|liikevaihto|voitto|" +
        "osakepääoma|budjetti|pinta ala|määrä|painos|ääniä|jäseniä|viestejä|näyttökertaa|" +
        "katselukertoja",
      cs:
        "cena|částka|suma|celkem|obyvatel|návštěv|velikost|velikosti|hmotnost|obrat|zisk|" +
        "základní kapitál|rozpočet|plocha|množství|náklad|hlasů|členů|příspěvků|zobrazení|" +
        "zobrazeno",
      tr:
        "fiyat|fiyatı|tutar|toplam|nüfus|ziyaretçi|beden|bedenler|ağırlık|ciro|kâr|sermaye|" +
        "bütçe|alan|miktar|tiraj|oy|üye sayısı|mesaj|adet|görüntülenme|okunma",
      ru:
        "цена|сумма|итого|население|просмотров|посещений|размер|размеры|вес|сообщений|оборот|" +
        "прибыль|уставный капитал|бюджет|площадь|количество|тираж экз|голосов|подписчиков|" +
        "постов|стоимость|баланс|просмотры|прочтений",
      uk:
        "ціна|сума|разом|населення|переглядів|розмір|розміри|вага|оборот|прибуток|" +
        "статутний капітал|бюджет|площа|кількість|наклад|голосів|підписників|вартість|баланс|" +
        "перегляди",
      el:
        "τιμή|ποσό|σύνολο|πληθυσμός|επισκέψεις|μέγεθος|μεγέθη|βάρος|τζίρος|κέρδη|" +
        "μετοχικό κεφάλαιο|προϋπολογισμός|εμβαδόν|ποσότητα|ψήφοι|μέλη|μηνύματα|προβολές|" +
        "αναγνώσεις",
      ja: "価格|金額|合計|人口|閲覧数|サイズ|重量|資本金|発行部数|総数|再生回数|再生数|閲覧回数",
      zh: "价格|價格|金额|金額|合计|合計|总计|人口|浏览|浏览量|尺寸|重量|注册资本|人气|点击|播放|播放量|阅读|阅读量|閱讀",
      ko: "가격|금액|합계|인구|조회|조회수|사이즈|크기|무게|자본금",
      ar: "سعر|السعر|المبلغ|المجموع|عدد السكان|زيارة|مقاس|الوزن|قیمت|مبلغ|مشاهدات|مشاهدة|بازدید",
      he: "מחיר|סכום|סהכ|אוכלוסייה|צפיות|מידה|מידות|משקל",
      hi: "कीमत|मूल्य|राशि|कुल|जनसंख्या|आकार|वजन",
      th: "ราคา|จำนวน|รวม|ประชากร|ยอดวิว|ขนาด|น้ำหนัก|ทุนจดทะเบียน|เข้าชม|ผู้เข้าชม",
      vi: "giá|số tiền|tổng|dân số|lượt xem|kích thước|trọng lượng|vốn điều lệ|lượt|lượt đọc",
      id: "harga|jumlah|total|penduduk|dilihat|ukuran|berat|tayangan|pembaca",
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
]);

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

/** Words between "number" and the thing it is of: "número de serie", "nº del pedido". */
const GENITIVE_WORDS = "of|d|de|di|do|da|du|del|della|dell|des|dos|das|van|der|la|le|l|el|los";

/** Words between the numbers of a list. */
const LIST_WORDS =
  "and|or|und|oder|et|ou|y|o|e|i|of|en|og|och|eller|ja|tai|a|nebo|lub|ve|veya|и|или|та|або|και|" +
  "ή|と|和|或|및|و|أو|או|và|hoặc|dan|atau|และ|और";

/** What may stand between an amount and what is counted: "900.000.000 de euros". */
const COUNTED_OF = /^\s*(?:(?:de|di|of)\s|d['’])?\s*/;

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
  "lượt|orang|buah|voters|euroa|kroner|kronor|złotych|рубля|рубль|гривень|forint|лв|dinara|jiwa|kilometers|kilometres|voti|" +
  "Stimmen|stemmer|mieszkańców|ganger|gange|gånger|kertaa|keer|razy|krát|fois|veces|volte|vezes|" +
  "лиц|жителей|жителів|души|lakosok|locuitori|stanovnika|obyvateľov|asukkaan|hectares|ha|watt|kw|mw|volt|hz|mhz|ghz|mah|rpm";

/**
 * Shapes that are never phone numbers unless a sure label stands right before them. They are taken
 * out of the text before the finder reads it, so a number next to a date is seen by itself.
 * Patterns run on text with ASCII digits, without flags of their own; the first that fits and
 * passes its check decides; they look back at most a few characters.
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
const ANY_YEAR = "(?:1\\d|20)\\d\\d";
const DMY = `${DAY}(?:\\. ?${MONTH}\\. ?|/${MONTH}/|-${MONTH}-)${ANY_YEAR}`;
const CLOCK = "(?:[01]?\\d|2[0-4])";
const END = "(?!\\d)(?![.\\-/]\\d)";
const CURRENCY =
  "(?:[$€£¥₽₹₩₺₴฿₪₫₱₦]|(?<![A-Za-zÀ-ɏ])(?:EUR|[Ee]uros?|EUROS?|USD|GBP|CHF|PLN|SEK|NOK|DKK|CZK|" +
  "Kč|HUF|RON|RUB|руб|грн|zł|kr\\b|lei|Ft|TL|TRY|INR|Rs|JPY|CNY|RMB)|元|円|원)";

/** Digits grouped by thousands, or not at all. */
const AMOUNT = /^\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})*(?:[.,]\d\d)?$|^\d+(?:[.,]\d\d)?$/;

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

/** @param {string} found @returns {boolean} whether the check digit of a CAS number is right */
function isCasNumber(found) {
  const digits = Array.from(found.replaceAll("-", ""), Number).reverse();
  return digits.reduce((sum, digit, index) => sum + index * digit, 0) % 10 === digits[0];
}

/** @param {string} found @returns {boolean} whether it is a limit of computers, or one beside it */
function isNearPowerOfTwo(found) {
  const nearest = 2 ** Math.round(Math.log2(Number(found)));
  return Math.abs(Number(found) - nearest) <= 1;
}

/** @param {string} found @returns {boolean} whether its four groups are not all of two digits */
function isAddress(found) {
  return /[:/]/.test(found) || !/^\d\d\.\d\d\.\d\d\.\d\d$/.test(found);
}

/** @type {() => ShapeRule[]} */
const shapeRules = lazily(() => [
  {
    name: "date",
    start: /^\d{4}[-./ ]/,
    pattern:
      `(?<!\\d\\) ?)(?:${YEAR}|1[34]\\d\\d) ?[-./] ?${MONTH} ?[-./] ?${DAY}(?!\\d)(?![-.]\\d{3})` +
      `(?:[ T,|]{0,3}[-–]? ?${CLOCK}:\\d\\d(?::\\d\\d)?(?!\\d))?`,
    example: { text: "2014-11-12 1 1", region: "US" },
    counterExample: { text: "20 14 11 21", region: "DK" },
  },
  {
    name: "date",
    start: /^\d{1,2}[-./]/,
    pattern: `${DMY}(?: ?[-–/] ?${DMY})?${END}|${MONTH}([/.])${DAY}\\1${YEAR}${END}`,
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
    pattern:
      `(?:\\d{1,2}-)?${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])` +
      "(?:[.\\-]\\d{1,3}){0,3}(?![.\\-]?\\d)",
    example: { text: "20251123", region: "DK" },
    counterExample: { text: "20 25 11 23", region: "DK" },
  },
  {
    name: "date",
    isAlone: true,
    start: /^\d\d /,
    pattern: `(?:0[1-9]|[12]\\d|3[01]) (?:0[1-9]|1[0-2]) ${YEAR}(?!\\d)(?![ .\\-/]\\d)`,
    example: { text: "05 11 2013", region: "DE" },
    counterExample: { text: "05 11 2013 44", region: "DE" },
  },
  {
    name: "date",
    isAlone: true,
    start: /^\d\d[-–/]/,
    pattern: `(?:0[1-9]|1[0-2])[-–/](?:0[1-9]|1[0-2])/${YEAR}(?!\\d)(?![ .\\-/]\\d)`,
    example: { text: "02-08/2017", region: "DE" },
    counterExample: { text: "02-18/2017", region: "DE" },
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
    example: {
      text: "030 1234567 8 Uhr",
      region: "DE",
      number: "+49301234567",
    },
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
    name: "version",
    start: /^\d\./,
    pattern: "\\d(?:\\.\\d{1,2}){2,4}-\\d{1,4}(?:\\.\\d{1,4})*(?!\\d)(?![.\\-]\\d)",
    example: { text: "2.13.90.0.18-1.6", region: "US" },
    counterExample: { text: "1.213.739.0018", region: "US" },
  },
  {
    name: "coordinates",
    start: /^\d{1,3}\./,
    pattern:
      "\\d{1,3}\\.\\d{3,15}°? ?[NS]?[,;/ ] {0,2}[-−]?\\d{1,3}\\.\\d{3,15}(?!\\d)(?![ .\\-]\\d)",
    example: { text: "51.40344, 07.62281", region: "DE" },
    counterExample: { text: "0514.0344, 0762.281", region: "DE" },
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
    name: "version",
    start: /^\d{1,3}\./,
    pattern: "[1-9]\\d{0,2}\\.\\d\\.\\d{3,5}\\.\\d{1,5}(?!\\d)(?![.\\-]\\d)",
    example: { text: "151.0.4013.916", region: "US" },
    counterExample: { text: "1.510.4013.916", region: "US" },
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
    pattern:
      "(?:\\d{1,3}(?:[., \u00a0\u202f'’]\\d{3})+|\\d+)(?:[.,]\\d\\d?)?" +
      `[ \u00a0\u202f]?${CURRENCY}(?![a-z])`,
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
    pattern: `[1-9]\\d{1,3} ?[-–] ?[1-9]\\d{1,3}(?!\\d)(?![ ./\\-–\u00ad\u200b\u2060]{1,3}[\\dA-Z])`,
    check: isShortRange,
    example: { text: "34 (2003), 333 – 337.", region: "DE" },
    counterExample: { text: "2204-4510", region: "SV" },
  },
  {
    name: "power_of_two",
    isAlone: true,
    start: /^\d{7}/,
    pattern: "\\d{7,15}(?!\\d)(?![ .\\-/]\\d)",
    check: isNearPowerOfTwo,
    example: { text: "between 128 and 2147483647", region: "US" },
    counterExample: { text: "between 128 and 2147483657", region: "US" },
  },
  {
    name: "cas_number",
    isAlone: true,
    start: /^\d{2,7}-/,
    pattern: "[1-9]\\d{1,6}-\\d\\d-\\d(?!\\d)(?![ .\\-/]\\d)",
    check: isCasNumber,
    example: { text: "49863-03-8, > 98 %", region: "DE" },
    counterExample: { text: "49863-03-7", region: "DE" },
  },
]);

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
 * @property {RegExp} [extension] what its extension must look like
 * @property {RegExp} [national] what its national significant number must look like
 * @property {boolean} [touches] no space stands between the number and what is before it
 * @property {"all" | "unlabelled" | "bare" | "short"} against
 * @property {{text: string, region: string}} example
 * @property {{text: string, region: string}} counterExample
 */

/** @returns {RegExp} */
function emergencyLines() {
  const lines = PHONE_METADATA.emergency.split(" ");
  const known = lines.filter((line) => line.length <= 3);
  return new RegExp(`^(?:${lines.join("|")}|(?:00|99|[0189])(?:${known.join("|")}))$`);
}

/** @type {() => ContextRule[]} */
const contextRules = lazily(() => [
  {
    name: "reversed_text",
    before: /\u202e[^\u202c]*$/,
    against: "all",
    example: { text: "\u202e3524-373-312\u202c", region: "US" },
    counterExample: { text: "\u202ecba\u202c 213-373-4253", region: "US" },
  },
  {
    name: "dial_code",
    before: /(?:\*{1,2}\d{2,3}[*#]?|#\d{2,3}#)\s?$/,
    against: "all",
    example: { text: "**21*+12025550143#", region: "US" },
    counterExample: { text: "Apt #21 202-555-0143", region: "US" },
  },
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
    example: {
      text: "see https://example.com/202-555-0143/page",
      region: "US",
    },
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
    name: "money",
    after: new RegExp(`^[ \u00a0\u202f]?${CURRENCY}(?![a-z])`),
    written: /^[1-9]\d*(?:[ \u00a0\u202f.]\d{3,})*$/,
    against: "unlabelled",
    example: { text: "960 798 8723 руб.", region: "RU" },
    counterExample: { text: "8 960 798-87-23 руб.", region: "RU" },
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
    before: /(?:^|[^A-Za-z])[A-Z]{1,5}\d{0,4}[-_/]$|[a-z][A-Z][A-Za-z]+[-_]$/,
    against: "unlabelled",
    example: { text: "KX-2025550143", region: "US" },
    counterExample: { text: "FAX-202-555-0143", region: "US" },
  },
  {
    name: "part_number",
    after: /^[-–_/](?:[A-Z](?![a-z])|[a-z]\b)/,
    against: "unlabelled",
    example: { text: "Unit 202-555-0143-A", region: "US" },
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
    name: "code",
    before: /\breturn\s$|["'][\w-]+["']\s?[:=]\s?["']?$|\w[=(]["']$|`$/,
    against: "bare",
    example: { text: '"limit": 2025550143', region: "US" },
    counterExample: { text: '"phone": 2025550143', region: "US" },
  },
  {
    name: "code",
    touches: true,
    before: /(?:^|[\s;={(.])[a-z_]\w{2,}$/,
    written: /^\(/,
    against: "bare",
    example: { text: "malloc(2025550143)", region: "US" },
    counterExample: { text: "Ram(9876543210)", region: "IN" },
  },
  {
    name: "path",
    touches: true,
    before: /(?:[A-Za-z][\w.]*|[-\w]{2,})\/$/,
    against: "bare",
    example: { text: "dpa/0581941", region: "DE" },
    counterExample: { text: "Mobil/01715819413", region: "DE" },
  },
  {
    name: "log_line",
    before: /\d:\d\d:\d\d[.,]\d{3,6}\s$/,
    against: "bare",
    example: { text: "14:21:33.417 2092562520 INFO start", region: "US" },
    counterExample: { text: "14:21:33 2092562520 called", region: "US" },
  },
  {
    name: "log_line",
    after: /^\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s{1,2}\d/,
    against: "bare",
    example: { text: "root 2245149827 Mar 18 2016", region: "US" },
    counterExample: { text: "2245149827 March 18", region: "US" },
  },
  {
    name: "registration",
    after: /^[ ,]{1,2}(?:RPM|RPR|RCS|R\.C\.S|MVA)(?![\w-]|[ .]*(?:[nN]|:|\d))/,
    against: "unlabelled",
    example: { text: "0482.329.241 RPM Bruxelles", region: "BE" },
    counterExample: { text: "0482 32 92 41, RPM n° 1", region: "BE" },
  },
  {
    name: "coordinates",
    before: /\b(?:UTM|ETRS\w*|MGRS|WGS ?84|Gauss)\b[^\n]{0,16}$/,
    against: "unlabelled",
    example: { text: "UTM 32U 0605727 5487914", region: "DE" },
    counterExample: { text: "ATM 32U 0605 7275487", region: "DE" },
  },
  {
    name: "lottery",
    after:
      /^[ ,]{1,2}(?:et le numéro|Zusatzzahl|Superzahl|complémentaire|[Bb]onus|Power ?[Bb]all|Mega ?[Bb]all|Joker|C\(|R\()/,
    written: /^\d\d(?:[- ]\d\d)+$/,
    against: "unlabelled",
    example: { text: "01 19 28 35 45 et le numéro Chance 1", region: "FR" },
    counterExample: { text: "01 19 28 35 45 et le soir", region: "FR" },
  },
  {
    name: "part_of_decimal",
    touches: true,
    before: /(?:^|[^\d])\d{1,12}[.,]$/,
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
    name: "part_of_decimal",
    after: /^,\d\d?(?!\d)/,
    written: AMOUNT,
    against: "unlabelled",
    example: { text: "22 481 477,87", region: "NO" },
    counterExample: { text: "22 48 14 77,87", region: "NO" },
  },
  {
    name: "part_of_decimal",
    written: /^\+?[1-9]\d{6,}\.\d{1,2}$/,
    against: "all",
    example: { text: "Decimal('+35236450.6')", region: "DE" },
    counterExample: { text: "+352 364506", region: "DE" },
  },
  {
    name: "longer_row",
    written: /^\[?[1-9]\d{0,3}(?:\/\d{1,4}){2,}$/,
    against: "unlabelled",
    example: { text: "[168/415/1] passed", region: "DE" },
    counterExample: { text: "0168/4151", region: "DE" },
  },
  {
    name: "table_row",
    written: /^(?=.* {2})\d+(?: +\d+){2,}$/,
    against: "unlabelled",
    example: { text: "1   4207     0  2 65535", region: "DE" },
    counterExample: { text: "1   4207     0 0265535", region: "DE" },
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
    before: /\b[A-Z]{2}\.?,?[ \u00a0]{1,2}$/,
    written: /^\d{5}-\d{4}$/,
    against: "all",
    example: { text: "Boston, MA 02110-1301", region: "DE" },
    counterExample: { text: "Boston 02110-1301", region: "DE" },
  },
  {
    name: "zip_code",
    after: /^,?\s{1,2}(?:USA|U\.S\.)/,
    written: /^\d{5}-\d{4}$/,
    against: "unlabelled",
    example: { text: "02110-1301 USA", region: "DE" },
    counterExample: { text: "02110-13012 USA", region: "DE" },
  },
  {
    name: "law_number",
    before: /(?:\b[NnЧч][ro]?[.°º]?|№)\s?$/,
    written: /^\d{1,5}\/(?:19|20)\d\d$/,
    against: "unlabelled",
    example: { text: "Verordnung (EG) Nr. 0414/2008", region: "DE" },
    counterExample: { text: "Nr. 0414/20081", region: "DE" },
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
    name: "citation",
    before: /(?<![\d:])\d{2,4}:$/,
    written: /^\d{3,6}[-–]\d{3,6}$/,
    against: "unlabelled",
    example: { text: "J. Biol. Chem. 204:34798-34186", region: "US" },
    counterExample: { text: "Zimmer 204: 0341-524711", region: "DE" },
  },
  {
    name: "counted_things",
    isCount: true,
    against: "bare",
    example: { text: "2025550143 visitors", region: "US" },
    counterExample: { text: "202-555-0143 people call", region: "US" },
  },
  {
    name: "counted_things",
    isCount: true,
    written: AMOUNT,
    against: "unlabelled",
    example: { text: "231 571 298 obyvatel", region: "CZ" },
    counterExample: { text: "231 571 298 telefon", region: "CZ" },
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
    // Nobody has that extension: the line is meant, which no desk phone should try to reach.
    name: "emergency_extension",
    against: "all",
    extension: /^(?:9?911|999)$/,
    example: { text: "202-555-0143 ext. 911", region: "US" },
    counterExample: { text: "202-555-0143 ext. 912", region: "US" },
  },
  {
    // The crisis lines of North America, France, New Zealand, Australia and Europe, which no call by
    // way of a desk phone should try to reach.
    name: "crisis_line",
    against: "all",
    national: /^(?:988|933|3114|1737|131114|116(?:000|006|111|116|117|123))$/,
    example: { text: "Call 13 11 14", region: "AU" },
    counterExample: { text: "Call 13 12 14", region: "AU" },
  },
  {
    // An emergency line of some country, perhaps behind what people dial to get outside.
    name: "emergency_line",
    against: "all",
    national: emergencyLines(),
    example: { text: "+352 9088", region: "LU" },
    counterExample: { text: "+352 5432", region: "LU" },
  },
  {
    // The lines that everyone knows, as if they stood abroad; a few islands have numbers so short.
    name: "emergency_line_abroad",
    against: "all",
    written: /^\W*0\W*1\W*1\W*(?:9\W*1\W*1|1\W*1\W*2|9\W*9\W*9)\W*$/,
    example: { text: "Tel. 011 911", region: "AC" },
    counterExample: { text: "Tel. 011 912", region: "AC" },
  },
]);

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

/** @type {() => RepairRule[]} */
const repairRules = lazily(() => [
  {
    name: "vanity",
    example: { text: "1-800-FLOWERS", region: "US", number: "+18003569377" },
    counterExample: { text: "500 RESULTS", region: "US" },
  },
  {
    name: "glued",
    example: {
      text: "Sales01625 856 123",
      region: "GB",
      number: "+441625856123",
    },
    counterExample: { text: "e2025550143", region: "US" },
  },
  {
    name: "odd_separators",
    example: { text: "202·555·0143", region: "US", number: "+12025550143" },
    counterExample: { text: "202_555", region: "US" },
  },
  {
    name: "extension_word",
    example: {
      text: "02-2321-1212轉分機341",
      region: "TW",
      number: "+886223211212;ext=341",
    },
    counterExample: {
      text: "02-2321-1212 轉乘",
      region: "TW",
      number: "+886223211212",
    },
  },
  {
    name: "counted",
    example: {
      text: "2025550143 x 12 units",
      region: "US",
      number: "+12025550143",
    },
    counterExample: {
      text: "2025550143 x 12",
      region: "US",
      number: "+12025550143;ext=12",
    },
  },
  {
    name: "range_suffix",
    example: { text: "โทร. 039-513666-9", region: "TH", number: "+6639513666" },
    counterExample: {
      text: "0730 15387-7",
      region: "DE",
      number: "+49730153877",
    },
  },
  {
    name: "shared_stem",
    example: {
      text: "Tel. 033-2282 3796 / 3797",
      region: "IN",
      number: "+913322823797",
    },
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
    example: {
      text: "Tel: 972-3-561-3600",
      region: "US",
      number: "+97235613600",
    },
    counterExample: { text: "972-3-561-3600", region: "US" },
  },
  {
    name: "hyphened_extension",
    example: {
      text: "电话 010-58881234-8012",
      region: "CN",
      number: "+861058881234;ext=8012",
    },
    counterExample: { text: "010-58881234-8012", region: "CN" },
  },
  {
    name: "needless_zero",
    example: {
      text: "tel. (0-22) 463 14 50",
      region: "PL",
      number: "+48224631450",
    },
    counterExample: { text: "(0-22) 463 14 50", region: "PL" },
  },
  {
    name: "foreign_prefix",
    example: { text: "001 202 555 0143", region: "US", number: "+12025550143" },
    counterExample: { text: "0012025550143", region: "US" },
  },
]);
