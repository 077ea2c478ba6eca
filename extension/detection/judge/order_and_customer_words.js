// Provides the rules with labels of orders, customers and amounts in many languages. Only data:
// words_around_numbers.js describes a rule's fields, and label_before.js applies the rules. Depends
// on lazy.js.
"use strict";

/**
 * The rules with words that may be labels of orders, customers or amounts, but often mean something
 * else.
 * @type {() => LabelRule[]}
 */
const referenceLabels = lazily(() => [
  {
    name: "reference",
    role: "identifier",
    strength: "weak",
    words: {
      any:
        "ticket|pin|pass|po|post|thread|topic|bug|box|charity|tax|pages|page|pp|vol|seiten|seite|" +
        "pagine|páginas|página|strony|strana|sidor|sider|sivut|sayfa|страницы|стр|σελ|ページ|" +
        "페이지|halaman|trang|หน้า|bank|code",
      en:
        "conf|pro|escrow|label|password|wifi|wi fi|ssid|wpa|locator|specimen|claimant|warranty|asset|student|bol|manifest|" +
        "promo|card|sequence|lading|service request|posting|applicant|deed|meter|agreement|loan|uid|session|" +
        "document|fedex|ups|usps|dhl|visa|dl|host key|terminal|seed|key|token|wo|" +
        "complaint|employee|pan|registry|chart|cad|warrant|citation|summons|" +
        "inmate|pfn|upn|scac|cert|crd|trace|auth|dcn|icn|tcn|eob|hawb|mawb|eticket|csn|skid|crate|" +
        "rga|grp|rxgrp|pcn|rxpcn|rxbin|keycard|payroll|udise|dkt|exhibit|bates|tract|uei|naics|rtn|" +
        "neft|imps|enrollee|udi|jid|lockbox|remittance|srn|brn|nhi|vrn|ppsn|nino|log entry|" +
        "order|inv|p o|product|track|shipment|parcel|case|acct|account|confirmation|policy|" +
        "claim|quote|quotation|member|membership|user|file|cat|stock|listing|issue|commit|" +
        "job|tender|contract|permit|certificate|badge|patient|art|volume|chapter|ver|release|" +
        "build|rev|edition|clause|server|incident|auction|bid|application|registrant|voter|" +
        "ice|sha|cage|din|beneficiary|cheque|mortgage|reg|merge|comment|process|seq|ack|gi|a c",
      de:
        "*auftrag|*vertrag|*rechnung|paket|mandat|inserat|anzeige|angebot|akte|kundenkarte|einlieferung|sammelrechnung|passwort|kennwort|wlan|" +
        "fahrschein|fahrkarte|puk|bauteil|zeichnung|zchng|" +
        "debitor|kreditor|bestellung|auftrag|rechnung|sendung|vorgang|vertrag|versicherung|police|kunden|" +
        "mitglied|antrag|ausschreibung|schaden|spende|bescheinigung|zeugnis",
      fr:
        "mot de passe|code wifi|suivi|compteur|billet|devis|mandat|matricule|annonce|quittance|bordereau|parcelle|" +
        "cadastre|tatouage|insee|pdl|prm|pce|bon de livraison|carte fidélité|code porte|" +
        "commande|contrat|client|adhérent|abonné|membre|étudiant|appel d offres|sinistre|" +
        "dépôt|demande|attestation|certificat|allocataire|assuré",
      es:
        "contraseña|finca|historia clínica|cargo|billete|mandato|localizador|tarjeta|clave|nss|" +
        "pedido|envío|seguimiento|cliente|póliza|contrato|guía|trámite|usuario|orden|" +
        "paciente|licitación|siniestro|solicitud|certificado|asegurado|afiliado|abonado|" +
        "crédito|préstamo|operación|denuncia|causa|legajo|ref catastral|nuss|cip|tis|cups|medidor|" +
        "suministro|bulto|bultos|contenedor|precinto|talón",
      it:
        "libretto|aut san|aut sanitaria|preventivo|annuncio|fatt|contatore|verbale|targa|assegno|cro|mav|rav|pod|pdr|particella|" +
        "collo|colli|sigillo|impegnativa|nre|quietanza|" +
        "ordine|spedizione|pratica|polizza|contratto|biglietto|paziente|gara|bando|sinistro|" +
        "richiesta|certificato|utente|abbonato|mutuo|attestato",
      pt:
        "senha|bilhete|prontuário|contador|boleto|chamado|rg|proc|lacre|romaneio|cns|caderneta|portaria|" +
        "encomenda|rastreio|rastreamento|apólice|orçamento|concurso|assinante|operação|" +
        "ocorrência|requerimento|beneficiário",
      nl:
        "wachtwoord|pakket|zending|track trace|offerte|machtiging|zaak|werkbon|pakbon|perceel|kadaster|agb|" +
        "uzovi|betalingskenmerk|klantpas|zegel|beschikking|" +
        "debiteur|bestelling|klant|polis|aanbesteding|schade|aanvraag|certificaat|abonnee",
      pl:
        "hasło|zam|bilet|oferta|plomba|księga|licznik|ppe|pwz|wz|list przewozowy|legitymacja|" +
        "skierowanie|tablice|" +
        "zamówienie|zamówienia|paczka|klient|klienta|polisa|umowa|umowy|członek|pacjent|" +
        "szkoda|wniosek|certyfikat|abonent|sprawa|sprawy|partia",
      sv:
        "lösenord|offert|plomb|mätare|anläggning|följesedel|biljett|" +
        "beställning|ärende|kund|avtal|medlem|upphandling|skada|ansökan|intyg|abonnent",
      da:
        "adgangskode|tilbud|plombe|måler|følgeseddel|" +
        "bestilling|ordre|sag|aftale|udbud|skade|ansøgning|certifikat",
      no: "passord|plombe|måler|følgeseddel|billett|sak|avtale|polise|pasient|søknad",
      fi:
        "salasana|seurantakoodi|tarjous|sinetti|mittari|lähete|" +
        "tilaus|asiakas|sopimus|tunnus|jäsen|potilas|hanke|vahinko|hakemus|todistus|tilaaja",
      cs:
        "heslo|nabídka|spis|plomba|elektroměr|plynoměr|eic|jízdenka|vstupenka|dodací list|spz|průkaz|" +
        "objednávka č|objednávky č|faktura č|faktury č|zásilka č|smlouva č|zákazník|smlouva|" +
        "smlouvy|pojistka|člen|pacient|škoda|žádost|případ|šarže",
      tr:
        "şifre|parola|tesisat|sayaç|irsaliye|fiş|mühür|protokol|sipariş|takip|müşteri|sözleşme|başvuru|üye|hasta|ihale|hasar|talep|sertifika|abone|" +
        "şikayet|kayıt",
      ru:
        "пароль|пломба|счётчик|талон|билет|бронь|л с|заявка|обращение|" +
        "заказ|заказа|отправление|отправления|товар|товара|договора|полис|полиса|клиент|" +
        "клиента|объявление|лот|участник|пациент|тендер|убыток|справка|абонент|рекламация|" +
        "документ|контракт|поставка|вакансия|сообщение",
      uk:
        "пароль|квиток|лічильник|талон|" +
        "замовлення|відправлення|товару|договір|договору|поліс|клієнт|клієнта|учасник|пацієнт|" +
        "довідка|вакансія",
      el:
        "παραγγελία|παραγγελίας|αποστολή|αποστολής|συμβόλαιο|πελάτης|πελάτη|μέλος|φοιτητής|" +
        "μετρητής|παροχή|εισιτήριο|συνταγή|πινακίδα|ασθενής|διαγωνισμός|ζημιά|αίτηση|βεβαίωση|συνδρομητής|σύμβαση",
      ja: "注文|求人|予約コード",
      zh: "订单|訂單|会员号|微信号|号码为|会员|會員|客户|客戶",
      ko: "주문|고객|환자|입찰|청구|증명서|견적",
      ar:
        "كود|" +
        "طلب|الطلب|عقد|شماره سفارش|عضو|مريض|عطاء|طلب رقم|شهادة|مشترك|شكوى|ملف|دفتر|عقد رقم|" +
        "سفارش|قرارداد|مشتری",
      he: "הזמנה|מס הזמנה|לקוח|חוזה|פוליסה|חבר|מטופל|תביעה|אישור|מנוי|תלונה|פנייה",
      hi: "ऑर्डर|ग्राहक|पॉलिसी|क्रमांक|सदस्य|निविदा|दावा|प्रमाणपत्र|शिकायत|अनुबंध",
      th:
        "คำสั่งซื้อ|เลขคำสั่งซื้อ|สัญญา|กรมธรรม์|รหัสลูกค้า|สมาชิก|ลูกค้า|ผู้ป่วย|ประกวดราคา|" +
        "คำร้อง|ใบรับรอง|ใบเสนอราคา|ประกาศ",
      vi: "đơn hàng|hồ sơ|hợp đồng|thành viên|bệnh nhân|gói thầu|chứng chỉ|báo giá|sinh viên",
      id:
        "kata sandi|nik|bca|bri|bni|resi|va|" +
        "pesanan|produk|pelanggan|kontrak|anggota|pasien|lelang|klaim|permohonan|penawaran|" +
        "pelapor|mahasiswa|peserta",
      hr: "narudžba|narudžbe|porudžbina",
      sl: "naročilo",
      sk: "objednávka|objednávky",
      lt: "užsakymas",
      et: "tellimus",
      ro: "parola|cont|cnp|contor|aviz|poliță|dauna|proces verbal|sigiliu|rețetă|comanda",
      bg: "поръчка",
      bn: "অর্ডার",
    },
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
        "prix|montant|somme|habitants|visiteurs|vues|taille|tailles|poids|semaines|" +
        "chiffre d affaires|bénéfice|capital|capital social|au capital de|superficie|nombre|" +
        "effectif|membres|lecteurs|visualisations|lectures",
      es:
        "precio|importe|suma|población|habitantes|visitas|talla|tallas|peso|monto|presupuesto|" +
        "cantidad|seguidores|suscriptores|votos|casos|ingresos|beneficio|visualizaciones|" +
        "reproducciones|lecturas",
      it:
        "prezzo|importo|somma|popolazione|abitanti|visite|taglia|taglie|versato|fatturato|" +
        "utile|capitale|capitale sociale|cap soc|bilancio|quantità|tiratura|voti|iscritti|" +
        "messaggi|visualizzazioni|letture",
      pt:
        "preço|valor|soma|população|tamanho|tamanhos|faturamento|lucro|área|quantidade|" +
        "inscritos|mensagens|visualizações|leituras",
      nl:
        "prijs|bedrag|som|inwoners|bezoekers|maat|maten|omzet|winst|kapitaal|begroting|" +
        "oppervlakte|aantal|oplage|stemmen|leden|berichten|weergaven|bekeken",
      pl:
        "cena|kwota|ludność|odwiedziny|wyświetleń|rozmiar|rozmiary|waga|obrót|zysk|budżet|" +
        "powierzchnia|ilość|nakład|głosów|wiadomości|posty|wartość|odsłon|odsłony|" +
        "wyświetlenia",
      sv:
        "pris|belopp|summa|invånare|besökare|storlek|storlekar|vikt|omsättning|vinst|" +
        "aktiekapital|yta|antal|upplaga|röster|medlemmar|inlägg|visningar",
      da:
        "beløb|indbyggere|besøgende|str|størrelse|størrelser|vægt|omsætning|overskud|areal|" +
        "oplag|stemmer|medlemmer|indlæg|visninger|vist",
      no:
        "beløp|innbyggere|besøkende|vekt|omsetning|overskudd|aksjekapital|budsjett|antall|" +
        "opplag|innlegg|lest",
      fi:
        "hinta|yhteensä|asukkaita|kävijöitä|koko|koot|paino|liikevaihto|voitto|osakepääoma|" +
        "budjetti|pinta ala|määrä|painos|ääniä|jäseniä|viestejä|näyttökertaa|katselukertoja",
      cs:
        "částka|celkem|obyvatel|návštěv|velikost|velikosti|hmotnost|obrat|zisk|" +
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
        "ціна|сума|разом|населення|переглядів|розмір|розміри|вага|прибуток|статутний капітал|" +
        "площа|кількість|наклад|голосів|підписників|вартість|перегляди",
      el:
        "τιμή|ποσό|σύνολο|πληθυσμός|επισκέψεις|μέγεθος|μεγέθη|βάρος|τζίρος|κέρδη|" +
        "μετοχικό κεφάλαιο|προϋπολογισμός|εμβαδόν|ποσότητα|ψήφοι|μέλη|μηνύματα|προβολές|" +
        "αναγνώσεις",
      ja: "価格|金額|合計|人口|閲覧数|サイズ|重量|資本金|発行部数|総数|再生回数|再生数|閲覧回数",
      zh: "价格|價格|金额|合计|总计|浏览|浏览量|尺寸|注册资本|人气|点击|播放|播放量|阅读|阅读量|閱讀",
      ko: "가격|금액|합계|인구|조회|조회수|사이즈|크기|무게|자본금",
      ar: "سعر|السعر|المبلغ|المجموع|عدد السكان|زيارة|مقاس|الوزن|قیمت|مبلغ|مشاهدات|مشاهدة|بازدید",
      he: "מחיר|סכום|סהכ|אוכלוסייה|צפיות|מידה|מידות|משקל",
      hi: "कीमत|मूल्य|राशि|कुल|जनसंख्या|आकार|वजन",
      th: "ราคา|จำนวน|รวม|ประชากร|ยอดวิว|ขนาด|น้ำหนัก|ทุนจดทะเบียน|เข้าชม|ผู้เข้าชม",
      vi: "giá|số tiền|tổng|dân số|lượt xem|kích thước|trọng lượng|vốn điều lệ|lượt|lượt đọc",
      id: "harga|jumlah|penduduk|dilihat|ukuran|berat|tayangan|pembaca",
    },
  },
  {
    name: "numbered_thing",
    role: "identifier",
    strength: "numbered",
    words: {
      any: "*",
    },
  },
]);
