// Provides the rules with labels of phone and fax numbers in many languages. Only data:
// words_around_numbers.js describes the fields of a rule, and label_before.js applies the rules.
// Depends on lazy.js.
"use strict";

/** The rules with labels of phone numbers. @type {() => LabelRule[]} */
const phoneLabels = lazily(() => [
  {
    name: "label_phone",
    role: "phone",
    strength: "sure",
    words: {
      any:
        "☎|☏|✆|🕿|📞|📱|📲|caller id|callerid|callback|cb|tel|tels|t|p|m|d|o|ph|phone*|telephone*|telefon*|gsm|whatsapp|viber|wa|" +
        "wa me|wsp|wpp|callto",
      en:
        "mobile*|mob|cell|cells|cellphone|cellular|helpline|toll free|tollfree|freephone|" +
        "freecall|landline|switchboard|textphone|infoline",
      de:
        "fon|handy|mobil|*rufnummer|*telefon|*hotline|festnetz|durchwahl|*telefonnummer|" +
        "fernruf|*notruf|*servicenummer|*notrufnummer|*notfallnummer|*kontaktnummer|" +
        "*handynummer|*mobilnummer|*rufnummern|*telefonnummern|*notrufnummern|*servicenummern|" +
        "*handynummern|*mobilnummern|*festnetznummern|*faxnummern|*festnetznummer|*infonummer|" +
        "*hotlinenummer|*sammelnummer|*beratungsnummer|*gratisnummer|*zentralnummer|*rufnr|" +
        "*telefonnr|*handynr|*mobilnr|natel",
      fr: "portable|numéro vert|numéro de téléphone|telephonique|tph|port",
      es:
        "teléfono*|telf|tlf|tlfno|tfno|tfn|tfnos|móvil*|celular|celulares|cel|fono|fonos|" +
        "conmutador|central telefonica",
      it: "cellulare|centralino|numero verde|recapito telefonico|fisso",
      pt: "telemóvel|tlm|tlms|telef|fone|fones|linha de apoio|zap|zapzap",
      nl:
        "telefoon*|*telefoon|mobiel|telnr|noodnr|spoednr|*telefoonnummer|*noodnummer|contactnummer|" +
        "alarmnummer|doorkiesnummer|spoednummer",
      pl: "kom|komórka|komórkowy|infolinia|infolinii|nr tel|tel kom",
      sv: "växel|växeln|vxl|journummer|direktnummer|telenr|nödnummer|larmnummer",
      da: "tlfnr|hovednummer|vagtnummer|nødnummer",
      no: "sentralbord|vaktnummer",
      fi:
        "puhelin*|puh|*puhelinnumero|matkapuhelin|matkapuh|vaihde|asiakaspalvelu|päivystys|" +
        "palvelunumero|päivystysnumero|vaihdenumero|kännykkä",
      cs: "infolinka|bezplatná linka|telefonní číslo|volejte",
      tr: "cep telefonu|cep tel|santral|çağrı merkezi|gsm no",
      ru:
        "телефон*|тел|т|моб|мобильный|мобильная|сот|сотовый|горячая линия|многоканальный|" +
        "ватсап|вотсап",
      uk: "мобільний|гаряча лінія",
      el: "τηλέφων*|τηλ|τηλεφωνικό κέντρο|κιν|κινητό|κινητά",
      ja:
        "電話|*電話番号|携帯|携帯電話|*携帯番号|*代表番号|フリーダイヤル|フリーコール|お問い合わせ|お問合せ|問い合わせ先|お電話|直通|代表|電話受付|ナビダイヤル|" +
        "連絡先|*ダイヤル番号|*連絡先番号",
      zh:
        "电话|手机|手機|热线|熱線|专线|專線|联系方式|聯絡方式|座机|行動|行动电话|咨询|客服|*电话号码|*電話號碼|*手机号码|*手機號碼|*手机号|*电话号|" +
        "*联系号码|*聯絡號碼|*热线号码|*客服号码|*咨询号码|微信同号",
      ko:
        "*전화번호|*대표번호|*휴대폰번호|*핸드폰번호|*연락처번호|*문의번호|*상담번호|전화|연락처|휴대폰|휴대전화|핸드폰|고객센터|문의|문의처|문의사항|상담|" +
        "콜센터|유선",
      ar:
        "هاتف|الهاتف|تلفون|تليفون|تلفن|جوال|الجوال|موبايل|موبایل|محمول|رقم الهاتف|واتساب|" +
        "الخط الساخن|همراه|شماره تماس",
      he: "טלפון|טל|נייד|פלאפון|סלולרי|מוקד|מספר טלפון|וואטסאפ",
      hi: "फोन|मोबाइल|दूरभाष|टेलीफोन|हेल्पलाइन|टोल फ्री|ফোন|টেলিফোন|মোবাইল|হটলাইন",
      th: "โทร|โทรศัพท์|มือถือ|เบอร์โทร|เบอร์โทรศัพท์|เบอร์|สายด่วน|หมายเลขโทร*|เบอร์ติดต่อ",
      vi: "điện thoại|đt|sđt|dđ|đtdđ|di động|tổng đài|số điện thoại",
      id: "telepon|telp|telpon|tlp|tilpun|hp|ponsel|handphone|nomor telepon|no telp|no hp",
    },
  },
  {
    name: "label_call",
    role: "phone",
    strength: "mild",
    words: {
      any: "taxi*|radiotaxi|contact|contacts|kontakt|sms|services|info",
      en:
        "call|calls|calling|dial|dialing|ring|text|contacting|enquiries|inquiries|office|" +
        "home|work|on file|on record|sales|support|reception|direct|emergency|reach|" +
        "this number|to order|to book|bookings|reservations|orders|emergencies|" +
        "dispatch|hotlines|booking|delivery|deliveries",
      de:
        "anrufen|rufen|zentrale|büro|erreichbar|erreichen|beratung|kontakttelefon|*dienst|" +
        "*service|*annahme|anmeldung|bestellungen|störung|notfall|notfälle|buchung|" +
        "reservierung|lieferung",
      fr:
        "appelez|appeler|appel|joindre|contactez|accueil|renseignements|réservation|urgence|" +
        "urgences|secours|standard|astreinte|permanence|secrétariat|service client|" +
        "relation client|assistance|livraison|bureau|domicile|travail|maison",
      es:
        "llame|llama|llamar|llámenos|llámanos|llamando|contacto|atención|informes|citas|" +
        "urgencia|urgencias|emergencia|emergencias|atención al cliente|servicio al cliente|" +
        "soporte|ventas|ayuda|reservas|pedidos|reserva|entrega|pedidos a",
      it:
        "chiama|chiamare|chiamaci|contatti|contatto|prenotazioni|segreteria|ufficio|" +
        "emergenza|emergenze|assistenza|servizio clienti|servizio cliente|soccorso|" +
        "prenotazione|consegna",
      pt:
        "ligue|ligar|contato|contactos|atendimento|apoio|suporte|apoio ao cliente|" +
        "atendimento ao cliente|serviço ao cliente|vendas",
      nl:
        "bel|bellen|receptie|bereikbaar|nood|spoed|storing|bestellingen|reserveren|" +
        "reservering|boeking|boekingen|levering",
      pl:
        "zadzwoń|dzwoń|recepcja|biuro|sekretariat|kontaktowy|rejestracja|alarmowy|" +
        "obsługa klienta|rezerwacja|rezerwacje|dostawa|zamówienia telefoniczne",
      sv: "ringa|kundtjänst|jour|bokning|leverans|boka",
      da: "bestil",
      no: "resepsjon|kundesenter|bestill",
      fi:
        "soita|soittamalla|yhteystiedot|numerosta|numeroon|ajanvaraus|neuvonta|hätänumero|" +
        "varaus|varaukset|tilaukset",
      cs:
        "zavolejte|recepce|kontaktní|kontakty|zákaznická linka|rezervace|" +
        "objednávky telefonicky|servis",
      tr: "arayın|arayınız|iletişim|danışma|müşteri hizmetleri|rezervasyon|teslimat|destek",
      ru:
        "звоните|позвоните|звонить|контакты|контактный|справки|запись|приёмная|регистратура|" +
        "бронирование|доставка|заявки|заказать|приём заявок|вызов|вызвать|поддержка",
      uk:
        "телефонуйте|дзвоніть|зателефонуйте|контакти|довідки|приймальня|бронювання|замовити|" +
        "підтримка",
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
  },
  {
    // Words such as "my num" and Turkish "numaram", which mean a person's own number. For most
    // languages, label_before.js recognises a word like "my" beside a word for "number".
    name: "label_own_number",
    role: "phone",
    strength: "sure",
    words: {
      any: "*",
      ar: "رقمي|رقم هاتفي|رقم جوالي|رقمي هو|شماره من|شماره ام|شماره‌ام",
      de: "meine nummer|unsere nummer",
      en: "my no|my num",
      fi: "numeroni|numeromme|uusi numeroni",
      fr: "mon num|mon numéro|mon nouveau numéro|notre numéro",
      he: "המספר שלי|מספרי|המספר שלנו",
      hi: "मेरा नंबर|मेरा नम्बर|मेरा मोबाइल नंबर|আমার নম্বর|আমার নাম্বার",
      hu: "számom|a számom|telefonszámom|számunk",
      id: "nomor saya|no saya|nomer saya|nomor ku|nomorku|nomor wa saya|nombor saya|no wa saya",
      ja: "私の番号|僕の番号|私の電話番号|自分の番号|俺の番号",
      ko: "내번호|제번호|내 번호|제 번호|저의 번호|나의 번호",
      th: "เบอร์ผม|เบอร์ฉัน|เบอร์ของฉัน|เบอร์ของผม|เบอร์ใหม่|เบอร์หนู|เบอร์เรา",
      tr: "numaram|numaramız|telefon numaram|yeni numaram|cep numaram",
      vi: "số của tôi|số tôi|số mình|số em|số của mình|số mới của tôi",
      zh: "我的号码|我的號碼|我的电话号码|我的手机号码|我的新号码|我的新號碼|我们的号码|我號碼|我号码|他的号码|她的号码",
    },
  },
  {
    name: "label_fax",
    role: "fax",
    strength: "sure",
    words: {
      any: "fax*|fax to email|fax 2 email|fax to mail|fax 2 mail|efax|e fax|telefax*|*fax|f|fx|📠|🖷",
      en: "facsimile|telecopier",
      de: "faxnummer|*telefax|fernkopie",
      fr: "télécopie|télécopieur|téléc",
      es: "facsímil",
      it: "telefax",
      pt: "telecópia",
      nl: "faxnummer",
      pl: "faks*",
      sv: "telefax",
      da: "telefax",
      no: "telefaks",
      fi: "telekopio",
      cs: "fax",
      tr: "belgegeçer|belgeç",
      ru: "факс*|ф",
      uk: "факс*",
      el: "φαξ",
      ja: "ファックス|ファクス|ファクシミリ",
      zh: "传真|傳真|传真号|傳真號碼",
      ko: "팩스|팩스번호|모사전송",
      ar: "فاكس|الفاكس|فکس|نمابر|دورنگار",
      he: "פקס|פקסימיליה",
      hi: "फैक्स|ফ্যাক্স",
      th: "โทรสาร|แฟกซ์",
      vi: "số fax",
      id: "faks|faksimili|faksimile",
    },
  },
]);
