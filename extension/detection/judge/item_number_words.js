// Provides the rule with labels of numbered items in many languages. Only data:
// words_around_numbers.js describes a rule's fields, and label_before.js applies the rule. Depends
// on lazy.js.
"use strict";

/**
 * The rule with labels of the number of an item, such as an order or a product.
 * @type {() => LabelRule[]}
 */
const itemLabels = lazily(() => [
  {
    name: "item_number",
    role: "identifier",
    strength: "named",
    words: {
      any:
        "mrn|eref|mandatsref|endtoendid|id|sku|otp|awb|s n|sn|p n|ref|no ref|oe|oem|gadu gadu|" +
        "gg|qq|icq|zpid|mls|userid|pid|*nummer|*nr|*nro|lotto|loto|euromillions|powerball|tid|" +
        "gid|version|versions",
      en:
        "frequent flyer|rx|prescription|visit no|visit number|visit id|loyalty|rewards|stock code|" +
        "room id|property id|medical record|encounter|encounter no|visit no|itinerary|" +
        "gift card|mandate|mandate ref|confirmation code|record locator|device id|" +
        "product code|reservation code|booking code|participant code|conference code|member code|order code|item code|part code|promo code|voucher code|discount code|" +
        "code no|item|part|model|serial|batch|catalogue|catalog|invoice|receipt|reference|" +
        "tracking|waybill|consignment|transaction|txn|purchase order|requisition|voucher|" +
        "coupon|revision|firmware|kernel|access code|winning numbers|" +
        "article no|part no|model no|item no|lot no|batch no|order no|po no|ref no|roll no|" +
        "roll number|ticket no|passport|passport no|voter id|employee id|student id|" +
        "customer id|account id|client id|case id|order id|transaction id|booking id|" +
        "booking reference|booking ref|confirmation number|reservation number|claim number|" +
        "policy number|meter no|job id|ad id|listing id|photo id|image id|loan number|" +
        "parcel id|registration no|bill no|challan|delivery note|proforma|lot number|" +
        "asset tag|license plate|run id|ration card|uhid|uan|rrn|pro no|pro number|bond no|bond number|" +
        "serial no|imsi|meid|bates no|accession|accession number|call sign|catalog no",
      de:
        "buchung nr|" +
        "*code|kennziffer|*nummern|*nrn|artikel|bestell|charge|beleg|gutschein|modell|matrikel|" +
        "ersatzteil|*zeichen|lottozahlen|gewinnzahlen|best nr|kd nr|rg nr|oe nr|bescheid|" +
        "lieferschein|rezept|reisepass|personalausweis|führerschein|zähler|flurstücks|chassis|" +
        "fahrgestell|chiffre|petition|buchungs|transaktion|mandatsreferenz|verwendungszweck|" +
        "referenz|inventar|signatur|typ",
      fr:
        "réservation n|libellé|" +
        "facture|colis|article|modèle|n de série|tirage|tirage du loto|n de commande|" +
        "n de facture|n de dossier|n de contrat|n de client|n de pièce|n d agrément|n d ordre|" +
        "ordonnance|passeport|permis|immatriculation|pièce|code barre|code barres|" +
        "code article|référence produit|réf produit|reçu|arrêt|pourvoi|décret|délibération|" +
        "code produit|code réservation|code conférence|code client|réf annonce",
      es:
        "reserva no|reservación no|concepto|" +
        "folio|factura|referencia|artículo|código|serie|lote|modelo|socio|sorteo|bonoloto|" +
        "primitiva|euromillones|n de pedido|n de factura|n de referencia|n de expediente|" +
        "n de registro|n de orden|pasaporte|bastidor|código de barras|recibo|transacción|" +
        "transferencia|radicado|acta|rol|partida|ficha|padrón|comprobante|remito|albarán|" +
        "código producto|chasis|credencial|carnet|reserva n",
      it:
        "prenotazione n|causale|" +
        "fattura|rif|riferimento|articolo|codice|cod|codice articolo|cod art|seriale|modello|" +
        "estrazione|estrazione lotto|numeri vincenti|n ordine|n fattura|n pratica|n tessera|" +
        "n protocollo|passaporto|telaio|codice a barre|ricevuta|scontrino|transazione|" +
        "bonifico|delibera|determina|repertorio|fascicolo|concorso|tessera|bolla|ddt|" +
        "codice prodotto|codice prenotazione|codice conferenza|codice cliente|n di serie|lotto n|codice identificativo",
      pt:
        "reserva no|" +
        "fatura|artigo|nota fiscal|nf|mega sena|quina|totoloto|lotofácil|n do processo|" +
        "passaporte|chassi|transação|edital|licitação|cartão de cidadão|" +
        "código do produto|código do imóvel|ref do imóvel|ref imóvel|renavam|" +
        "título de eleitor|crm|patrimônio",
      nl:
        "reservering nr|omschrijving|" +
        "factuur|referentie|kenteken|paspoort|rijbewijs|onderdeel|advertentie|kassabon|" +
        "transactie|besluit|dossier|meterstand|ean code",
      pl:
        "rezerwacja nr|tytułem|tytuł przelewu|" +
        "faktura|faktury|artykuł|kod|kod produktu|seria|serii|nr ref|katalogowy|zlecenie|" +
        "nr katalogowy|przesyłka|przesyłki|nr zamówienia|nr faktury|nr umowy|nr polisy|" +
        "nr sprawy|nr akt|nr rejestracyjny|paszport|dowód|dowodu|kod kreskowy|paragon|" +
        "transakcja|uchwała|decyzja|numer seryjny|nr seryjny|nr części|numer części|" +
        "kod towaru|indeks|przetarg|księga wieczysta|kw|zlecenia|nr zlecenia|numer zlecenia",
      sv:
        "referens|kolli|försändelse|ocr|*numret|dragning|beslut|körkort|streckkod|annonsid|" +
        "kvitto|reservdel|fastighetsbeteckning",
      da:
        "vare|forsendelse|*nummeret|vindertal|kørekort|stregkode|kvittering|reservedel|" +
        "journal|afgørelse|matr",
      no:
        "kid|referanse|sending|sporing|finn kode|vinnertall|førerkort|strekkode|annonse id|" +
        "transaksjon|vedtak|kid nr",
      fi:
        "lasku|viite|tuote|lähetys|seuranta|koodi|*numero|tunniste|lottorivi|passi|ajokortti|" +
        "viivakoodi|kuitti|varaosa|kiinteistötunnus|päätös|malli",
      cs:
        "rezervace c|" +
        "katalogové|zboží|zásilka|zásilky|položka|výrobek|*číslo|výherní čísla|číslo zakázky|" +
        "objednací číslo|objednací kód|kód výrobku|kat č|obj č|zakázka|doklad|účtenka|" +
        "cestovní pas|občanský průkaz|řidičský průkaz|čárový kód|inzerát|usnesení|rozhodnutí|" +
        "výrobní|sériové|jednací|parcelní|inventární",
      tr:
        "ürün|stok|stok kodu|kodu|ürün kodu|barkod|referans|parça|parça no|ürün no|ilan no|" +
        "pasaport|ehliyet|ruhsat|barkod no|plaka|şasi|şase|makbuz|işlem no|işlem|dekont|evrak|" +
        "evrak no|tebligat|dosya|dava|rezervasyon no|pnr kodu|abone no|tesisat no|sözleşme no|" +
        "müşteri no|fatura no|sipariş no|takip no",
      ru:
        "арт|артикул|код|код товара|накладная|накладной|квитанция|инвойс|трек|модель|партия|" +
        "идентификатор|каталожный|тираж|лото|аська|штрихкод|номер детали|номер запчасти|" +
        "оригинальный номер|каталожный номер|инвентарный номер|номер накладной|" +
        "номер документа|номер счета|номер объявления|табельный номер|зачётная книжка|" +
        "паспорт|удостоверение|водительское удостоверение|штрих код|чек|чека|транзакция|" +
        "платёж|распоряжение|протокол|акт|решение|закупка|извещение|шифр|инв|кат|деталь|" +
        "запчасть|полис омс|страховой|*номер",
      uk:
        "код товару|накладна|накладної|квитанція|ттн|номер деталі|каталожний номер|" +
        "посвідчення|транзакція|платіж|розпорядження|рішення|закупівля|інв|каталожний|" +
        "запчастина",
      el:
        "τιμολόγιο|τιμολογίου|κωδ|κωδικός|προϊόν|προϊόντος|παραστατικό|κλήρωση|" +
        "κωδικός προϊόντος|αριθμός σειράς|σειριακός αριθμός|διαβατήριο|ταυτότητα|αδτ|α δ τ|" +
        "άδεια οδήγησης|απόφαση|κωδικός ακινήτου|απόδειξη|συναλλαγή|φάκελος|πρωτόκολλο|τεύχος",
      ja: "*番号|*コード|品番|型番|ロト|番号札|シリアル|特開|ナンバー",
      zh:
        "*交易号|電號|户号|戶號|" +
        "*号码|*號碼|*编号|*編號|*单号|*單號|*货号|*貨號|*工号|*学号|*学籍号|*代码|*代碼|*型号|*型號|*批号|*會議號|*会议号|*群号|*订单号|" +
        "*证号|*證號|*书号|发票|發票|验证码|双色球|车牌|车牌号|护照|護照|护照号|条码|條碼|条形码|流水号|流水號|序号|序號|批次|标号|文号|文號|件号|案號|" +
        "公告號|准考证|准考證|期刊号|图号|圖號|料号|料號|款号|款號|房号|座位号|会员卡|群|加群|信用卡|保單|統一發票|彩票|大乐透|大樂透|威力彩|頭獎|特獎|" +
        "*字號|*字号",
      ko: "*번호|*코드|운송장|로또|모델|모델명|품번|여권|시리얼|사건|공고|매물|물건|영수증|학번|군번|사번|회원|순번|민원",
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
        "số chứng từ|số hồ sơ|số thẻ|xổ số|mã vạch|hộ chiếu|giấy phép lái xe|biên lai|" +
        "mã giao dịch|mã tin|mã bài|mã sinh viên|mã nhân viên|mã số sinh viên|mã đặt chỗ|" +
        "mã đặt phòng|số biên nhận|số hộ chiếu|số cmnd|số cccd|số đăng ký|số giấy phép|" +
        "số quyết định|quyết định số|công văn số|nghị định số|thông tư số|biển số|mã tài sản|" +
        "mã căn|số khung|số máy|số sổ",
      id:
        "faktur|no faktur|no resi|kode|kode produk|kode barang|no seri|togel|no induk|" +
        "nomor induk|nisn|nomor polisi|no polisi|paspor|no paspor|kuitansi|no kuitansi|" +
        "transaksi|no transaksi|id transaksi|kode booking|kode properti|kode iklan|putusan|" +
        "no surat|nomor surat|no anggota|no peserta|nomor peserta|no rangka|no mesin|no kartu|" +
        "nomor kartu|no dokumen|sertifikat|no sertifikat|nomor sertifikat|bpjs",
      ro:
        "cod produs|cod articol|cod de bare|cod anunț|chitanță|tranzacție|dosar|hotărâre|" +
        "decizie|nr crt|lot|cod postal",
      hu:
        "rendelés|számla|szerződés|hiv szám|kötvényszám|" +
        "rendelési szám|termékkód|gyári szám|vonalkód|útlevél|személyi|rendszám|alvázszám|" +
        "hirdetéskód|nyugta|tranzakció|helyrajzi szám|hrsz|sorozatszám|típusszám|ügyiratszám|" +
        "végzés|határozat|foglalási szám|nyerőszámok",
      bg:
        "код на продукта|обява номер|каталожен номер|сериен номер|баркод|касова бележка|" +
        "фактура|полица|договор|лична карта",
      hr:
        "račun|šifra|šifra artikla|šifra proizvoda|kataloški broj|serijski broj|putovnica|" +
        "osobna iskaznica|šifra oglasa|predmet|klasa|urbroj|rješenje|pasoš|lična karta",
      sl: "šifra izdelka|serijska številka|potni list|črtna koda|zadeva|koda",
      sk:
        "katalógové číslo|výrobné číslo|občiansky preukaz|čiarový kód|zásielka|uznesenie|" +
        "jednacie",
      lt: "sąskaita|prekės kodas|kodas|serija|pasas|byla|loterija",
      lv: "rēķins|preces kods|kods|pase|lieta",
      et: "arve|tootekood|kood|seeria|viitenumber|saadetis",
      ka: "შეკვეთა|კოდი|ნომერი|ანგარიში|პასპორტი|განცხადება",
      ms: "no siri|kod produk|no pesanan|resit|no resit|pasport|no pasport|no kad|no ahli",
    },
  },
]);
