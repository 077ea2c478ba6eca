// Provides the rules with labels of tax, register and account numbers in many languages. Only data:
// words_around_numbers.js describes a rule's fields, and label_before.js applies the rules. Depends
// on lazy.js.
"use strict";

/**
 * The rules with labels of numbers that authorities and banks assign, such as tax numbers.
 * @type {() => LabelRule[]}
 */
const registerLabels = lazily(() => [
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
        "cif|c i f|rfc|r f c|nit|n i t|rut|r u t|ruc|r u c|cuit|cuil|c u i t|dni|curp|cédula|" +
        "c c|ing brutos|ingresos brutos|c i|cédula jurídica|céd jur",
      it: "p iva|piva|partita iva|p i|c f|cf|codice fiscale|cod fisc|cod fiscale|fiscale|iva",
      pt: "nipc|cnpj|cpf|contribuinte|inscrição estadual|insc est|cnpj mf|nis|pis|cnh",
      nl: "btw*|bsn|rsin|omzetbelasting|rijksregisternummer|burgerservicenummer",
      pl: "nip|regon|pesel|krs|n i p",
      sv: "moms*|momsreg*|vat nr|personnummer",
      da: "se nr|cpr*",
      no: "mva|fødselsnummer",
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
        "licence|license|lic|dre|cfl|npi|dea|cin|rera|udyam|companies house|trademark|" +
        "permit no|licence no|license no|license number|nmls id|bar no|bar number|charity reg|" +
        "charity registration|acra|fssai|rto|cricos|afsl|nzbn|uen|frn|rcn|chy|npo",
      de:
        "handelsregister*|handelsbuch*|hrb|hra|registernummer|register nr|amtsgericht|fn|" +
        "firmenbuch*|vereinsregister|vr|ik|betriebsnummer|dvr|zvr|gisa|zulassung*|zul|patent*|" +
        "approbation|vermittlerregister|vermittlerregisternummer|zvr zahl|gisa zahl|" +
        "gewerberegister",
      fr:
        "numéro d entreprise|n d entreprise|bce|rcs|r c s|siren|siret|rc|r c|ape|naf|cnss|" +
        "rpps|adeli|agrément|cnil|carte professionnelle|orias|finess|uai|rna|dépôt légal|" +
        "n rcs|siret n|licence n|agrément n|numéro d agrément|registre|inscrit|immatriculée|" +
        "n cppap|cppap|n ics|ics|identifiant|idu",
      es:
        "registro*|registro mercantil|registro de propiedad|propiedad intelectual|" +
        "matrícula mercantil|tomo|inscripción|hoja|depósito legal|colegiado|licencia|" +
        "cámara de comercio|tarjeta profesional|n colegiado|registro sanitario|" +
        "registro turístico|r s|rgseaa|nrua|rnpa|rne|habilitación|resolución|" +
        "partida registral|rnt",
      it:
        "cig|c c i a a|sdi|reg imp|r i|rea|r e a|reg imprese|registro imprese|n iscrizione|" +
        "iscrizione|albo|cciaa|autorizzazione|licenza|n rea|iscr|iscritta|iscr reg imp|" +
        "registro stampa|cir|autorizz",
      pt:
        "registo|matrícula|inscrição|inscrição municipal|alvará|creci|oab|anvisa|licença|" +
        "rnavt|rnet|crea|crc|cau|cnes|c r c|autorização",
      nl:
        "kvk*|k v k|ondernemingsnummer|ondernemingsnr|ond nr|kbo|kbo nr|kamer van koophandel|" +
        "vergunning|kvk nr|erkenning|erkenningsnummer|anbi|rsin nummer",
      pl:
        "rejestr*|bdo|numer rejestrowy|zezwolenie|koncesja|kapitał*|wpis|nr rejestru|rpwdl|" +
        "regon nr|nip ue|pl nip|nr wpisu",
      sv: "org nr|orgnr|org nummer|organisationsnummer|organisationsnr|säte",
      da: "cvr*|p nummer|autorisation",
      no: "organisasjonsnummer|organisasjonsnr|foretaksnummer|foretaksregisteret|company id",
      fi: "kaupparekisteri*|rekisterinumero|rekisterinro",
      cs:
        "spisová značka|oddíl|vložka|obchodní rejstřík|zapsaná|zapsán|evidenční číslo|" +
        "identifikační číslo|zápis|reg č|registrace|č reg|povolení|č povolení",
      tr:
        "ticaret sicil|ticaret sicil no|sicil|sicil no|oda sicil|ruhsat*|belge no|mersis no|" +
        "oda sicil no|etbis|ruhsat no|yetki belgesi",
      ru:
        "огрн*|окпо|оквэд|окато|октмо|лицензи*|свидетельств*|рег|регистрац*|эл|фс|" +
        "росздравнадзор*|сертификат*|патент*|разрешени*|огрн ип|регистрационный номер|" +
        "рег номер|эл фс|егрюл|егрип|реестровый номер|реестровый|ерип|уведомление",
      uk: "ліцензі*|свідоцтв*|реєстрац*|дозвіл|сертифікат*",
      el: "γεμη|γ ε μ η|αρ γεμη|αρ μαε|μ α ε|άδεια|μητε|μ η τ ε|αριθμός μητρώου|α μ",
      ja: "許可番号|免許番号|会社法人等番号|古物商|第|届出番号|認可|証明書番号|特許|*許可証|*許可|*免許|*届出|*認定|*登録|*証番号|適格請求書発行事業者",
      zh:
        "備案|备案号|许可证号|许可证编号|icp 备|icp 備|icp 证|公网安备|公安备|证号|证书|版权|证书号|证书编号|注册号|登记号|登记证|新出网证|文网文|" +
        "统一登记|专利号|专利|批准文号|字第|*许可证|*許可證|*备案|*執照|*执照|建照|建照號碼|*證照|商業登記|牌照|牌照號碼|*登記證",
      ko: "통신판매업신고|통신판매업신고번호|통신판매업|통신판매|신고번호|허가번호|등록번호|인가번호|특허|면허번호",
      ar:
        "سجل تجاري|السجل التجاري|س ت|سجل|ترخيص|رقم الترخيص|شماره ثبت|ثبت|شماره پروانه|پروانه|" +
        "رخصة|نظام پزشکی|رقم السجل|رقم التسجيل|التسجيل|رقم الايداع|رقم الاعتماد|عضوية|" +
        "س ت رقم|مجوز|شماره مجوز|شناسه|شناسه کسب",
      he: "רישיון|מספר רישיון|מס רישיון|רישום|רשם|רישיון עסק|מספר עמותה|מספר חברה",
      hi: "पंजीकरण|पंजीकरण संख्या|रजिस्ट्रेशन|लाइसेंस",
      th:
        "ทะเบียน|ทะเบียนเลขที่|ทะเบียนนิติบุคคล|เลขทะเบียน*|เลขที่ทะเบียน*|ทะเบียนการค้า*|" +
        "ทะเบียนพาณิชย์*|ใบอนุญาต*|เลขที่ใบอนุญาต*|เลขประจำตัว*",
      vi:
        "giấy phép|giấy phép số|gpkd|gcn|đkkd|giấy chứng nhận|gpđkkd|giấy phép kinh doanh|" +
        "đkkd số|giấy cnđkdn|cnđkdn|gp số|số đkkd|giấy cn",
      id: "siup|tdp|izin|nomor izin|siujk|sk menkumham",
    },
  },
  {
    name: "bank_account",
    role: "identifier",
    strength: "strong",
    isGrouped: true,
    words: {
      any: "iban|bic|bankgiro|plusgiro|postgiro|kto|swift code|bic swift|swift bic",
      en:
        "sort code|routing|routing number|routing no|aba|bsb|ifsc|account number|account no|" +
        "bank account|a c no|acc|acc no|account name|beneficiary account|branch code|" +
        "ifsc code|iban no|wallet|paybill|till number|payid",
      de:
        "blz|bankleitzahl|kontonummer|kontonr|bankverbindung|gläubiger id|*konto|kto nr|" +
        "pc konto|konto nr|zahlschein",
      fr:
        "rib|ccp|compte|compte bancaire|guichet|compte chèque|n de compte|compte postal|" +
        "virement",
      es:
        "cuenta|cuenta corriente|cta|cta cte|cbu|cvu|clabe|ccc|n de cuenta|cta corriente|" +
        "caja de ahorro|cuenta vista|cuenta rut",
      it: "conto corrente|conto|c c postale|bollettino|iban n|c c bancario|cc postale|c c n",
      pt: "conta|conta corrente|agência|pix",
      nl: "rekening|rekeningnummer|bankrekening|bankrekeningnummer|giro",
      pl: "rachunek|rachunku|konta|nr konta|numer konta|nrb|nr rachunku|numer rachunku|nr rach",
      sv: "clearing*|bg|pg",
      da: "reg nr",
      no: "kontonummer|kontonr|bankkonto",
      fi: "tilinumero|tili|tilinro|viitenumero",
      cs:
        "účet|účtu|č ú|číslo účtu|variabilní symbol|vs|bankovní spojení|č účtu|bankovní účet|" +
        "transparentní účet",
      tr: "hesap|hesap no|hesap numarası|şube kodu|hesap numaramız",
      ru:
        "р с|к с|р сч|к сч|бик|расчётный счёт|корр счет|лицевой счет|счет|сч|жск|карта|карты|" +
        "расчетный|корреспондентский|кошелёк|wmr|wmz|номер карты",
      uk:
        "р р|мфо|рахунок|рахунку|п р|картка|картки|розрахунковий рахунок|номер рахунку|" +
        "номер картки",
      el:
        "λογαριασμός|λογαριασμού|αρ λογαριασμού|αριθμός λογαριασμού|αρ λογ|" +
        "τραπεζικός λογαριασμός|λογ",
      ja: "口座|口座番号|普通|普通預金|当座|支店番号|記号番号|店番|振替|郵便振替|振替口座|普通口座|当座預金|振込先口座",
      zh: "账户|帳戶|帐号|卡号|银行卡|劃撥|*帳號|*账号|账户号|賬號|賬戶|开户行|银行账户",
      ko: "계좌|계좌번호|입금계좌|예금주|가상계좌|입금계좌번호",
      ar:
        "حساب|الحساب|رقم الحساب|شماره حساب|شماره کارت|کارت|شبا|آیبان|ايبان|رقم حساب|" +
        "الحساب البنكي|شماره شبا|شماره حساب بانکی",
      he: "חשבון|מספר חשבון|חשבון בנק|סניף|מס חשבון|מספר חשבון בנק",
      hi: "खाता|खाता संख्या|खाता नंबर",
      th: "บัญชี|พร้อมเพย์|เลขบัญชี*|เลขที่บัญชี*|หมายเลขบัญชี*|บัญชีธนาคาร*",
      vi: "số tài khoản|tài khoản|stk|tk|số tk|stk số|tài khoản số",
      id:
        "no rekening|nomor rekening|norek|no rek|rek|rekening bank|no rekening bank|" +
        "virtual account|nomor va",
    },
  },
]);
