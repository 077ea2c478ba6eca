"""Lists, by language, the words that stand around numbers, for generated_lines.py.

The lists are independent of the extension's own lists of words. So if the extension lacks a word, a
test in which the extension reads a line with this word fails.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Words:
    """The words around numbers in one language. Each field has the words to choose from for one
    purpose; `fax`, for example, has the labels of fax numbers."""

    phone: tuple[str, ...]
    mobile: tuple[str, ...]
    fax: tuple[str, ...]
    own: tuple[str, ...]
    extension: tuple[str, ...]
    hours: tuple[str, ...]
    identifiers: tuple[str, ...]
    prose: tuple[str, ...]
    join: tuple[str, ...]


def words(**lists: str) -> Words:
    """Returns the words of one language. Each argument has the words of one field of Words,
    separated by "|"."""
    return Words(**{name: tuple(choices.split("|")) for name, choices in lists.items()})


LANGUAGES: Final[dict[str, Words]] = {
    "en": words(
        phone="Tel|Tel.|Phone|Telephone|Ph|Call us on|Phone number|Hotline",
        mobile="Mobile|Mob|Cell|Mobile no.",
        fax="Fax|Fax no.|Facsimile|Fax (office)|Fax - Main Office",
        own="my number is|My new number is|our number is|his number is",
        extension="ext.|ext|x|extension|Ext:|extn.|ext no.|(ext.|- ext|/ x|ext#",
        hours="9-5|9-17|9am-5pm|Mon-Fri 9-17|24/7|(24/7)|- 9am to 5pm|9.00-17.00|"
        "from 9 to 5|9:00 to 17:30",
        identifiers="Order no.|Invoice|Invoice number|Customer number|Account|"
        "Tracking number|Case|Ref.|"
        "orderNumber|InvoiceNo|tracking_id|CustomerId|Serial no.|Policy number|MRN|Member ID|SKU",
        prose="Please call {} for details.|You can reach us on {} every day.|"
        "Ring {} today|contact {}",
        join="or|and",
    ),
    "de": words(
        phone="Tel.|Tel|Telefon|Fon|Telefonnummer|Rufnummer|Hotline|Tel.-Nr.",
        mobile="Mobil|Handy|Handynummer|Mobiltelefon",
        fax="Fax|Telefax|Faxnummer|Fax-Nr.",
        own="meine Nummer ist|Meine neue Nummer ist|unsere Nummer|meine Nummer lautet",
        extension="Durchwahl|DW|App.|Nebenstelle|ext.",
        hours="9-17 Uhr|Mo-Fr 8-12 Uhr|8.00-12.00 Uhr|(9-17 Uhr)|24/7|ab 18 Uhr|von 9 bis 17 Uhr",
        identifiers="Bestellnr.|Rechnungsnummer|Kundennummer|Auftragsnr.|Artikelnummer|"
        "Vorgangsnummer|"
        "Steuernummer|Kd.-Nr.|Sendungsnummer|Aktenzeichen|Vertragsnummer|Bestellung Nr.",
        prose="Rufen Sie uns an: {}|Sie erreichen uns unter {} jederzeit.|"
        "Termine nach Vereinbarung, {}",
        join="oder|und",
    ),
    "fr": words(
        phone="Tél.|Tél|Tel.|Téléphone|N° de téléphone|Tél :",
        mobile="Portable|Mobile|Port.|Mob.",
        fax="Fax|Télécopie|Fax :",
        own="mon numéro est|Mon nouveau numéro est|mon num|notre numéro",
        extension="poste|ext.|Poste",
        hours="9h-17h|de 9h à 12h|- 9h à 12h|– 24h/24|7j/7|(9h-17h)|du lundi au vendredi|"
        "9h00-12h00",
        identifiers="N° de commande|Facture|Facture n°|Numéro de client|Commande n°|"
        "Référence|Dossier n°|"
        "Numéro de suivi|Contrat n°|SIRET|N° de série",
        prose="Appelez le {} pour réserver.|Joignez-nous au {} dès demain.|Contact : {}",
        join="ou|et",
    ),
    "es": words(
        phone="Tel.|Teléfono|Tfno.|Tlf.|Teléfono de contacto|Telf.",
        mobile="Móvil|Celular|Cel.|WhatsApp",
        fax="Fax|Fax:",
        own="mi número es|Mi nuevo número es|mi número|nuestro número",
        extension="ext.|extensión|Ext.|anexo",
        hours="9-14 h|de 9 a 14 h|L-V 9:00-14:00|24 horas|(9-14 h)|9.00 a 14.00 h",
        identifiers="Pedido nº|Factura|Número de cliente|Factura nº|Nº de pedido|Referencia|"
        "Número de seguimiento|Expediente|Póliza nº",
        prose="Llame al {} sin compromiso.|Contacto {}|Reservas en el {} todos los días",
        join="o|y",
    ),
    "it": words(
        phone="Tel.|Telefono|Tel|Numero di telefono|Centralino",
        mobile="Cell.|Cellulare|Mobile",
        fax="Fax|Fax:",
        own="il mio numero è|Il mio nuovo numero è|il nostro numero",
        extension="int.|interno|ext.",
        hours="9-13|ore 9-13|dalle 9 alle 17|9.00-13.00|(ore 9-13)|24 ore su 24",
        identifiers="Ordine n.|Fattura n.|Numero cliente|P.IVA|Numero ordine|Pratica n.|"
        "Codice cliente|"
        "Polizza n.",
        prose="Chiamate il {} per informazioni.|Per prenotare: {}",
        join="o|e",
    ),
    "pt": words(
        phone="Tel.|Telefone|Fone|Tel",
        mobile="Telemóvel|Celular|Cel.|WhatsApp",
        fax="Fax",
        own="meu número é|O meu novo número é|o nosso número",
        extension="ramal|Ramal|r.|ext.",
        hours="9h-18h|das 9h às 18h|9-18h|(9h às 18h)|24 horas",
        identifiers="Pedido nº|Fatura|Número do pedido|Número de cliente|Encomenda nº|"
        "Processo nº|Contrato nº",
        prose="Ligue {} já.|Contacte-nos pelo {} hoje",
        join="ou|e",
    ),
    "nl": words(
        phone="Tel.|Telefoon|Telefoonnummer|Tel|Bel",
        mobile="Mobiel|Mob.|Gsm",
        fax="Fax|Faxnummer",
        own="mijn nummer is|Mijn nieuwe nummer is|ons nummer",
        extension="toestel|tst.|ext.",
        hours="9-17 uur|van 9 tot 17 uur|09.00 - 17.00 uur|ma-vr 9-17 uur|(24/7)",
        identifiers="Bestelnummer|Factuurnummer|Klantnummer|Ordernr.|Polisnummer|KvK|Factuur nr.",
        prose="Bel ons op {} voor een afspraak.|Bereikbaar op {} elke dag",
        join="of|en",
    ),
    "pl": words(
        phone="tel.|Telefon|Tel.|nr tel.|Infolinia",
        mobile="kom.|Tel. kom.|Komórka",
        fax="faks|fax|Fax:",
        own="mój numer to|mój numer|Mój nowy numer|nasz numer",
        extension="wew.|wewn.|wew",
        hours="9-17|pn-pt 8-16|w godz. 8-16|(9-17)|8:00-16:00",
        identifiers="Zamówienie nr|Faktura nr|Numer zamówienia|Numer klienta|NIP|REGON|"
        "Umowa nr|Przesyłka nr",
        prose="Zadzwoń pod {} już dziś.|Kontakt: {}",
        join="lub|i",
    ),
    "sv": words(
        phone="Tel|Tel.|Telefon|Tfn|Växel|Telefonnummer",
        mobile="Mobil|Mob.",
        fax="Fax|Telefax",
        own="mitt nummer är|Mitt nya nummer är|vårt nummer är|min nummer",
        extension="ankn|ankn.|anknytning",
        hours="kl 9-12|kl. 9-12|kl. 08.00-15.30|9-17|(kl. 9-15)|vardagar 9-16",
        identifiers="Ordernummer|Fakturanummer|Kundnummer|Ordernr|Org.nr|Ärende nr|Artikelnummer",
        prose="Ring {} för bokning.|Kontakta oss på {} idag",
        join="eller|och",
    ),
    "da": words(
        phone="Tlf.|Tlf|Telefon|Telefonnummer|Tlf. nr.",
        mobile="Mobil|Mob.|Mobilnr.",
        fax="Fax|Telefax",
        own="mit nummer er|Mit nye nummer er|vores nummer er",
        extension="lokal|lok.",
        hours="kl. 9-15|kl 9-15|(kl. 9-15)|kl. 08.00-15.30|9-15|hverdage 9-16",
        identifiers="Ordrenummer|Fakturanummer|Kundenummer|CVR|Ordrenr.|Varenummer",
        prose="Ring {} og bestil tid.|Kontakt os på {} i dag",
        join="eller|og",
    ),
    "no": words(
        phone="Tlf.|Tlf|Telefon|Telefonnummer|Sentralbord",
        mobile="Mobil|Mob.|Mobilnr.",
        fax="Faks|Fax|Telefaks",
        own="nummeret mitt er|Mitt nye nummer er|mitt nummer er",
        extension="linje|lokal",
        hours="kl. 9-15|kl 08-16|(kl. 9-15)|08-16|kl. 08.00-15.30",
        identifiers="Ordrenummer|Fakturanummer|Kundenummer|Org.nr.|Ordrenr.|KID",
        prose="Ring {} for bestilling.|Kontakt oss på {} i dag",
        join="eller|og",
    ),
    "fi": words(
        phone="puh.|Puh|Puhelin|Puhelinnumero",
        mobile="Matkapuhelin|GSM|Gsm",
        fax="Faksi|Fax",
        own="numeroni on|Uusi numeroni on|minun numero on",
        extension="alanumero|alanro",
        hours="kl. 9-15|klo 9-15|, kl. 8-16|ma-pe 8-16|(klo 9-15)",
        identifiers="Tilausnumero|Laskunumero|Asiakasnumero|Y-tunnus|Viitenumero",
        prose="Soita {} heti.|Ota yhteyttä {} tänään",
        join="tai|ja",
    ),
    "cs": words(
        phone="tel.|Tel.|Telefon|Tel|telefonní číslo",
        mobile="Mobil|mob.",
        fax="Fax|fax",
        own="moje číslo je|Moje nové číslo je|moje číslo",
        extension="l.|linka|klapka|kl.",
        hours="9-17|po-pá 8-16 hod|8-16 hodin|(9-17)|8:00-16:00",
        identifiers="Objednávka č.|Faktura č.|Číslo objednávky|IČO|Číslo zákazníka|"
        "Zásilka č.|Smlouva č.",
        prose="Volejte {} kdykoliv.|Kontakt: {}",
        join="nebo|a",
    ),
    "tr": words(
        phone="Tel|Tel:|Telefon|Santral|Telefon numarası",
        mobile="Cep|GSM|Cep telefonu|Mobil",
        fax="Faks|Fax",
        own="numaram|Yeni numaram|benim numaram",
        extension="dahili|Dahili|dah.",
        hours="09:00-18:00|7/24|9-18 arası|(09.00-18.00)",
        identifiers="Sipariş no|Fatura no|Müşteri no|Takip numarası|Sipariş numarası|"
        "Poliçe no|Vergi no",
        prose="{} numaralı telefonu arayın|Bizi arayın {} her gün",
        join="veya|ve",
    ),
    "ru": words(
        phone="Тел.|тел.|Телефон|Тел|Телефон:|Горячая линия",
        mobile="Моб.|моб.|Мобильный",
        fax="Факс|факс",
        own="мой номер|Мой новый номер|мой номер телефона|наш номер",
        extension="доб.|добавочный|вн.",
        hours="с 9 до 18|9:00-18:00|(с 9 до 18)|пн-пт 9-18|круглосуточно",
        identifiers="Заказ №|Номер заказа|Счёт №|ИНН|Договор №|Накладная №|Номер клиента|"
        "Трек-номер",
        prose="Звоните {} в любое время.|Контакты: {}",
        join="или|и",
    ),
    "uk": words(
        phone="Тел.|тел.|Телефон",
        mobile="Моб.|моб.",
        fax="Факс|факс",
        own="мій номер|Мій новий номер|наш номер",
        extension="дод.|вн.",
        hours="з 9 до 18|9:00-18:00|пн-пт 9-18",
        identifiers="Замовлення №|Номер замовлення|Договір №|Накладна №|ЄДРПОУ",
        prose="Телефонуйте {} щодня.|Контакти: {}",
        join="або|та",
    ),
    "el": words(
        phone="Τηλ.|Τηλέφωνο|τηλ.|Τηλ",
        mobile="Κιν.|Κινητό",
        fax="Φαξ|Fax",
        own="ο αριθμός μου είναι|το νέο μου νούμερο|ο νέος αριθμός μου είναι",
        extension="εσωτ.|εσωτερικό",
        hours="9-17|09:00-17:00|Δευ-Παρ 9-17",
        identifiers="Αριθμός παραγγελίας|Τιμολόγιο|ΑΦΜ|Παραγγελία|Κωδικός πελάτη",
        prose="Καλέστε {} σήμερα.|Επικοινωνία: {}",
        join="ή|και",
    ),
    "hu": words(
        phone="Tel.|Telefon|Tel.:|Telefonszám",
        mobile="Mobil|Mobiltelefon",
        fax="Fax",
        own="a számom|az új számom|telefonszámom",
        extension="mellék|mellék:|m.",
        hours="9-17|H-P 9-17|9:00-17:00|9-17 óra",
        identifiers="Rendelésszám|Számlaszám|Ügyfélszám|Adószám",
        prose="Hívjon minket: {}|Kapcsolat: {}",
        join="vagy|és",
    ),
    "ja": words(
        phone="電話|電話：|TEL|TEL:|お電話|電話番号：|代表電話",
        mobile="携帯|携帯電話：",
        fax="FAX|FAX：|ファックス",
        own="私の番号は|私の電話番号は",
        extension="内線|（内線",
        hours="平日10-18時|（平日9時〜17時）|9:00-17:00|10時-18時",
        identifiers="注文番号|注文番号：|伝票番号：|会員番号|お客様番号：|追跡番号：|郵便振替口座番号",
        prose="お問い合わせは{}まで|ご予約は{}へ",
        join="または|、",
    ),
    "zh": words(
        phone="电话|電話|电话：|電話：|联系电话：|客服热线：|Tel",
        mobile="手机|手機|手机：|手机号码：|行動電話：",
        fax="传真|傳真|传真：|傳真：",
        own="我的号码是|我的新号码是|我的号码|我的電話號碼是",
        extension="转|分机|轉|分機|內線",
        hours="9:00-18:00|周一至周五9:00-17:00|（9:00-18:00）",
        identifiers="订单号|订单编号：|快递单号：|發票號碼|统一编号|合同编号：|会员号|客户编号",
        prose="请拨打{}咨询|联系我们：{}",
        join="或|和",
    ),
    "ko": words(
        phone="전화|전화:|대표전화|TEL|연락처|Tel.|문의",
        mobile="휴대폰|핸드폰:|휴대전화",
        fax="팩스|FAX|팩스:",
        own="내 번호는|제 번호는|제 번호",
        extension="내선|(내선",
        hours="평일 9시-18시|(09:00-18:00)|09:00~18:00",
        identifiers="주문번호|송장번호|회원번호:|사업자등록번호|계약번호|고객번호:",
        prose="{}로 전화 주세요|문의는 {} 로",
        join="또는|및",
    ),
    "ar": words(
        phone="هاتف|هاتف:|الهاتف:|تلفون:|رقم الهاتف:",
        mobile="جوال:|موبايل:|محمول:|جوال",
        fax="فاكس:|فاكس",
        own="رقمي|رقمي هو|رقم هاتفي",
        extension="تحويلة|داخلي",
        hours="9-17|من 9 إلى 5|09:00-17:00",
        identifiers="رقم الطلب|رقم الفاتورة|رقم التتبع|رقم العميل",
        prose="اتصل على {} الآن|للحجز {}",
        join="أو|و",
    ),
    "he": words(
        phone="טל'|טלפון|טל':|טלפון:",
        mobile="נייד|נייד:|סלולרי:",
        fax="פקס|פקס:",
        own="המספר שלי|המספר שלי הוא|המספר החדש שלי",
        extension="שלוחה|שלוחה:",
        hours="9-17|09:00-17:00",
        identifiers="מספר הזמנה|מספר לקוח|חשבונית מס'|ח.פ.|ת.ז.",
        prose="חייגו {} עכשיו|להזמנות: {}",
        join="או|ו",
    ),
    "hi": words(
        phone="फोन|फोन:|दूरभाष:|Phone|Ph:|Tel|Contact no.",
        mobile="मोबाइल|मोबाइल:|Mob:|Mobile|WhatsApp",
        fax="फैक्स|Fax",
        own="मेरा नंबर|मेरा नया नंबर है|mera number|my number is",
        extension="Extn.|ext.|एक्सटेंशन",
        hours="9-17|10am-6pm|24/7|9.30-18.30|Timing 9.30-18.30",
        identifiers="ऑर्डर संख्या|Order no.|Invoice no.|GSTIN|A/c no.|Consumer no.|Policy no.",
        prose="Call {} for booking|कॉल करें {} आज ही",
        join="or|और",
    ),
    "th": words(
        phone="โทร|โทร.|โทรศัพท์|โทรศัพท์:|เบอร์โทร",
        mobile="มือถือ|มือถือ:",
        fax="โทรสาร|แฟกซ์:",
        own="เบอร์ผม|เบอร์ของฉัน|เบอร์ใหม่",
        extension="ต่อ",
        hours="9.00-17.00 น.|09:00-17:00|24 ชม.",
        identifiers="เลขพัสดุ|หมายเลขคำสั่งซื้อ|เลขประจำตัวผู้เสียภาษี|เลขที่ใบแจ้งหนี้",
        prose="ติดต่อ {} ได้ทุกวัน|สอบถาม {} ครับ",
        join="หรือ|และ",
    ),
    "vi": words(
        phone="ĐT|ĐT:|Điện thoại:|Hotline:|Tel:|SĐT:",
        mobile="Di động:|DĐ:|Mobile:",
        fax="Fax|Fax:",
        own="số của tôi|số của tôi là|số mới của tôi",
        extension="máy lẻ|- ext:|ext.",
        hours="8h-17h|8:00-17:00|(8h00-17h30)|24/7",
        identifiers="Mã đơn hàng|Mã số thuế|MST|Mã vận đơn|Số hóa đơn|Mã khách hàng",
        prose="Gọi {} để được tư vấn|Liên hệ {} ngay",
        join="hoặc|và",
    ),
    "id": words(
        phone="Telp.|Telp|Telepon|Tel.|Telp:|No. Telp",
        mobile="HP|Hp.|WA|WhatsApp|No. HP",
        fax="Faks|Fax|Faksimili",
        own="nomor saya|nomor saya adalah|nomor baru saya",
        extension="ext.|pesawat|pes.",
        hours="9-17|08.00-16.00 WIB|24 jam|(09.00-17.00)",
        identifiers="No. pesanan|Nomor pesanan|No. resi|NPWP|No. faktur|Nomor pelanggan",
        prose="Hubungi {} sekarang|Silakan telepon {} ya",
        join="atau|dan",
    ),
    "ro": words(
        phone="Tel.|Telefon|Tel|Tel:",
        mobile="Mobil|Mob.|Tel. mobil",
        fax="Fax|Fax:",
        own="numărul meu este|noul meu număr este|numărul meu",
        extension="int.|interior",
        hours="9-17|L-V 9:00-17:00|orele 9-17",
        identifiers="Comanda nr.|Factura nr.|CUI|Contract nr.|Cod client",
        prose="Sunați la {} acum|Contact: {}",
        join="sau|și",
    ),
}
"""The words around numbers by language (ISO 639-1)."""

REGION_LANGUAGES: Final[dict[str, str]] = {
    region: language
    for language, regions in {
        "de": "DE AT CH LI",
        "fr": "FR BE LU SN CI CM MA TN DZ MC",
        "es": "ES MX AR CO CL PE VE EC GT CR PA UY PY BO DO HN NI SV",
        "it": "IT SM",
        "pt": "PT BR AO MZ",
        "nl": "NL",
        "pl": "PL",
        "sv": "SE",
        "da": "DK",
        "no": "NO",
        "fi": "FI",
        "cs": "CZ",
        "tr": "TR",
        "ru": "RU KZ BY",
        "uk": "UA",
        "el": "GR CY",
        "hu": "HU",
        "ja": "JP",
        "zh": "CN TW HK MO",
        "ko": "KR",
        "ar": "EG SA AE JO KW QA IQ LB OM BH",
        "he": "IL",
        "hi": "IN",
        "th": "TH",
        "vi": "VN",
        "id": "ID",
        "ro": "RO MD",
    }.items()
    for region in regions.split()
}
"""The language of the lines for each region. For a region that is not in this table, the lines are
in English."""

TOWNS: Final[dict[str, tuple[str, ...]]] = {
    "DE": ("10115 Berlin", "50667 Köln", "70173 Stuttgart"),
    "FR": ("75001 Paris", "69002 Lyon"),
    "ES": ("28013 Madrid", "08001 Barcelona"),
    "IT": ("00184 Roma", "20121 Milano"),
    "CH": ("3000 Bern", "8001 Zürich"),
    "AT": ("1010 Wien", "8010 Graz"),
    "DK": ("2100 København", "8000 Aarhus"),
    "NO": ("0150 Oslo", "7010 Trondheim"),
    "BE": ("1000 Bruxelles", "2000 Antwerpen"),
    "AU": ("2000 Sydney", "3000 Melbourne"),
    "US": ("94105 San Francisco", "10001 New York"),
    "IN": ("110001 Delhi", "400001 Mumbai"),
    "RU": ("101000 Москва",),
    "GB": ("10 Downing Street", "221 Baker Street"),
    "TR": ("34000 Istanbul",),
    "FI": ("00100 Helsinki",),
    "ZA": ("2000 Johannesburg",),
    "ID": ("10110 Jakarta",),
}
"""Postcodes with their towns, and house numbers with their streets. In some generated
lines, such an entry follows a number."""
