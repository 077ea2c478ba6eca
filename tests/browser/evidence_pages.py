"""Pages that say what their numbers are beside them, in the markup of CRMs, help desks, component
libraries and plain HTML: each with the pieces that are to be painted, in reading order.

A, B and C are phone numbers as they are written; what else looks like one is named by the page as
something else.
"""

from typing import Final

A, B, C = "415-267-1234", "4152671235", "(415) 267-1236"
BARE = "4152671299"
"""Ten digits that are a valid American number, and that every page here calls something else."""
GROUPED = "415-267-1298"
"""The same, grouped as a number."""

Shapes = dict[str, tuple[str, list[str]]]


def _lightning_field(label: str, value: str) -> str:
    return f"""<div class="slds-form-element slds-form-element_readonly" role="listitem">
 <span class="test-id__field-label-container slds-form-element__label">
  <span class="test-id__field-label">{label}</span></span>
 <div class="slds-form-element__control"><span class="test-id__field-value
  slds-form-element__static"><slot name="outputField"><lightning-formatted-text
  data-output-element-id="output-field">{value}</lightning-formatted-text></slot></span>
  <button title="Edit {label}"><span class="slds-assistive-text">Edit {label}</span></button>
 </div></div>"""


def _lightning_header(label: str) -> str:
    return f"""<th scope="col" aria-label="{label}"><div><a role="button"><span
 class="slds-assistive-text">Sort by:</span><span class="slds-truncate" title="{label}">{label}
 </span></a></div><span class="slds-assistive-text" aria-live="assertive">Sorted: None</span></th>"""


def _lightning_cell(label: str, value: str) -> str:
    return f"""<td role="gridcell" data-label="{label}"><lightning-primitive-cell-factory
 data-label="{label}"><span class="slds-grid slds-grid_align-spread"><div class="slds-truncate">
 <lightning-base-formatted-text>{value}</lightning-base-formatted-text></div></span>
 </lightning-primitive-cell-factory></td>"""


APPLICATIONS: Final[Shapes] = {
    "Salesforce Lightning, a record": (
        "<div class=slds-form>"
        + _lightning_field("Account Number", BARE)
        + _lightning_field("Phone", B)
        + _lightning_field("Fax", GROUPED)
        + _lightning_field("D-U-N-S Number", GROUPED)
        + "</div>",
        [B],
    ),
    "Salesforce Lightning, a list": (
        '<table class="slds-table" role="grid" aria-label="Recently Viewed"><thead><tr>'
        + "".join(map(_lightning_header, ("Account Name", "Case Number", "Phone", "Fax")))
        + '</tr></thead><tbody><tr><th scope="row"><span class="slds-grid"><a href="/1">Acme</a>'
        + "</span></th>"
        + _lightning_cell("Case Number", BARE)
        + _lightning_cell("Phone", B)
        + _lightning_cell("Fax", GROUPED)
        + "</tr></tbody></table>",
        [B],
    ),
    "Salesforce Classic, a record": (
        f"""<table class="detailList"><tr><td class="labelCol">Account Number</td>
 <td class="dataCol col02 inlineEditWrite" id="acc5_ilecell"><div id="acc5_ileinner">{BARE}</div>
 </td><td class="labelCol">Phone</td><td class="dataCol" id="acc10_ilecell"><div
 id="acc10_ileinner">{A}</div></td></tr><tr><td class="labelCol last">Fax</td>
 <td class="dataCol last"><div>{GROUPED}</div></td><td class="labelCol last">Case</td><td
 class="dataCol last"><div>{GROUPED}</div></td></tr></table>""",
        [A],
    ),
    "HubSpot, a list": (
        f"""<table data-test-id="framework-data-table"><thead><tr>
 <th role="columnheader" data-column-index="0"><div class="TableHeader"><span><span>Name</span>
 </span><button aria-label="Sort"></button></div></th>
 <th role="columnheader" data-column-index="1"><div><span><span>Phone Number</span></span></div></th>
 <th role="columnheader" data-column-index="2"><div><span><span>Record ID</span></span></div></th>
 </tr></thead><tbody><tr data-test-id="row-1"><td data-column-index="0"><a href="/c/1">Ada</a></td>
 <td data-column-index="1" data-table-external-id="phone-0-1"><div><span class="truncate-text">{B}
 </span></div></td><td data-column-index="2"><div><span class="truncate-text">{BARE}</span></div>
 </td></tr></tbody></table>""",
        [B],
    ),
    "HubSpot, the properties of a record": (
        f"""<div class="profile-properties"><div data-selenium-test="property-input-order_number"
 data-profile-property="order_number"><div class="private-form__control"><label><span>Order number
 </span></label></div><div class="private-form__input-wrapper"><span><span>{GROUPED}</span></span>
 </div></div><div data-selenium-test="property-input-phone" data-profile-property="phone"><div
 class="private-form__control"><label><span>Phone Number</span></label></div><div><span>{B}</span>
 </div></div></div>""",
        [B],
    ),
    "Zendesk, a ticket and its requester": (
        f"""<div class="sc-1x"><div data-garden-id="forms.field" data-test-id="ticket-fields-text">
 <label data-garden-id="forms.input_label" id="1--label">Tracking number</label><div
 data-garden-id="forms.faux" class="StyledTextFauxInput" aria-labelledby="1--label">
 <span>{BARE}</span></div></div>
 <div class="customer-context"><div data-test-id="customer-context-phone" class="sc-2y"><div
 class="sc-3z">Phone</div><div class="sc-4w"><span>{A}</span></div></div><div class="sc-2y"><div
 class="sc-3z">Customer ID</div><div class="sc-4w"><span>{GROUPED}</span></div></div></div></div>""",
        [A],
    ),
    "Zendesk, a list": (
        f"""<table data-garden-id="tables.table" role="grid"><thead><tr><th
 data-garden-id="tables.header_cell">ID</th><th><button data-garden-id="tables.sortable">Requester
 </button></th><th><button>Contact phone</button></th></tr></thead><tbody><tr
 data-garden-id="tables.row"><td>{GROUPED}</td><td>Ada</td><td>{B}</td></tr><tr><td>{BARE}</td>
 <td>Bob</td><td>{A}</td></tr></tbody></table>""",
        [B, A],
    ),
    "Zoho, a record": (
        f"""<table><tr><td class="dvLabel"><div id="label_PHONE">Phone</div></td><td class="dvData">
 <span id="subvalue_PHONE" data-zcqa="detailView_Phone">{B}</span></td></tr><tr><td class="dvLabel">
 <div>Customer No.</div></td><td><span id="subvalue_CONTACTCF1">{GROUPED}</span></td></tr></table>
 <crm-detail><div class="fieldOuterDiv"><div class="lblWithSpace"><label class="detailLabel">Quote
 Number</label></div><div class="fieldValue"><lyte-text>{GROUPED}</lyte-text></div></div></crm-detail>""",
        [B],
    ),
    "Dynamics 365, a grid": (
        f"""<div role="treegrid" class="ag-root" aria-colcount="4"><div class="ag-header"
 role="presentation"><div class="ag-header-row" role="row"><div class="ag-header-cell"
 role="columnheader" col-id="fullname" aria-colindex="2"><label class="ms-Label"><div>Full Name
 </div></label></div><div class="ag-header-cell" role="columnheader" col-id="col3"
 aria-colindex="3"><label><div>Business Phone</div></label><i data-icon-name="ChevronDown"></i></div>
 <div class="ag-header-cell" role="columnheader" col-id="col4" aria-colindex="4"><label><div>Account
 Number</div></label></div></div></div><div class="ag-body"><div role="row" row-index="0"><div
 role="gridcell" col-id="col3" aria-colindex="3"><label class="ms-Label"><div>{B}</div></label>
 </div><div role="gridcell" col-id="col4" aria-colindex="4"><label><div>{GROUPED}</div></label>
 </div></div></div></div>""",
        [B],
    ),
    "Dynamics 365, a form": (
        f"""<section aria-label="ACCOUNT INFORMATION"><div data-id="accountnumber" role="presentation">
 <div><label id="f7" for="f7-input">Account Number</label></div><div
 data-id="accountnumber.fieldControl"><div id="f7-input" aria-labelledby="f7">{BARE}</div></div>
 </div><div data-id="telephone1"><div><label id="f8">Main Phone</label></div><div
 data-id="telephone1.fieldControl-phone"><div aria-labelledby="f8">{B}</div></div></div></section>""",
        [B],
    ),
    "Freshdesk, the details of a ticket": (
        f"""<div class="ticket-details__requestor"><div class="contact-info"><div
 class="info-details-label">Work phone</div><div class="info-details-content">{B}</div></div><div
 class="contact-info"><div class="info-details-label">Order ID</div><div
 class="info-details-content">{GROUPED}</div></div></div><div class="ember-view"><div
 class="ticket-view-properties"><p class="label-field">Reference Number</p><p
 class="text__content">{BARE}</p></div></div>""",
        [B],
    ),
    "ServiceNow, a list": (
        f"""<table class="data_list_table list_table" role="grid"><thead><tr><th
 class="list_header_cell" name="number" glide_label="Case number"><span class="list_hdrcell"><a
 class="column_head">Case number</a><i class="icon-vcr-down" aria-label="Sorted in descending order"></i>
 </span></th><th name="caller_id.phone"><a class="column_head">Caller Phone</a></th></tr></thead>
 <tbody class="list2_body"><tr class="list_row"><td class="vt">{GROUPED}</td><td class="vt">{B}</td>
 </tr></tbody></table>""",
        [B],
    ),
    "Pipedrive, the details of a person": (
        f"""<div class="fields-list"><div class="field"><div class="field__key">Phone</div><div
 class="field__value"><div>{A} <span>(Work)</span></div><div>{C} <span>(Mobile)</span></div></div>
 </div><div class="field"><div class="field__key">Invoice no.</div><div class="field__value"><div>
 {BARE}</div></div></div></div>""",
        [A, C],
    ),
}
"""CRMs and help desks."""


def _ag_cell(column: str, index: int, value: str) -> str:
    return (
        f'<div class="ag-cell ag-cell-value" role="gridcell" col-id="{column}"'
        f' aria-colindex="{index}"><span class="ag-cell-wrapper">{value}</span></div>'
    )


def _mui_header(field: str, name: str, index: int) -> str:
    return f"""<div class="MuiDataGrid-columnHeader" role="columnheader" data-field="{field}"
 aria-colindex="{index}" aria-label="{name}"><div class="MuiDataGrid-columnHeaderTitleContainer">
 <div class="MuiDataGrid-columnHeaderTitle">{name}</div></div><div class="MuiDataGrid-menuIcon">
 <button aria-label="{name} column menu"></button></div></div>"""


COMPONENTS: Final[Shapes] = {
    "AG Grid, columns by id, out of order": (
        f"""<div class="ag-root-wrapper"><div class="ag-root" role="grid"><div class="ag-header"><div
 class="ag-pinned-left-header"><div class="ag-header-row" role="row"><div class="ag-header-cell"
 role="columnheader" col-id="0" aria-colindex="1"><span class="ag-header-cell-text">Name</span></div>
 </div></div><div class="ag-header-viewport"><div role="row"><div class="ag-header-cell"
 role="columnheader" col-id="1" aria-colindex="2"><span ref="eText"
 class="ag-header-cell-text">Order</span></div><div class="ag-header-cell" role="columnheader"
 col-id="2" aria-colindex="3"><span class="ag-header-cell-text">Phone</span></div></div></div></div>
 <div class="ag-body"><div class="ag-row" role="row">{_ag_cell("2", 3, B)}{_ag_cell("1", 2, BARE)}
 </div></div></div></div>""",
        [B],
    ),
    "MUI DataGrid, virtual columns": (
        f"""<div class="MuiDataGrid-root" role="grid"><div class="MuiDataGrid-columnHeaders"
 role="rowgroup"><div role="row">{_mui_header("c3", "Invoice no.", 4)}
 {_mui_header("c4", "Mobile", 5)}</div></div><div class="MuiDataGrid-virtualScroller"><div
 class="MuiDataGrid-row" role="row" data-id="1"><div role="presentation"
 class="MuiDataGrid-cellOffsetLeft"></div><div class="MuiDataGrid-cell" role="gridcell"
 data-field="c3" aria-colindex="4"><div class="MuiDataGrid-cellContent">{GROUPED}</div></div><div
 class="MuiDataGrid-cell" role="gridcell" data-field="c4" aria-colindex="5"><div
 class="MuiDataGrid-cellContent" title="{B}">{B}</div></div></div></div></div>""",
        [B],
    ),
    "MUI DataGrid, a field that tells": (
        f"""<div role="grid"><div role="row"><div role="gridcell" data-field="trackingNumber"><div>
 {BARE}</div></div><div role="gridcell" data-field="homePhone"><div>{B}</div></div></div></div>""",
        [B],
    ),
    "Ant Design, a head of its own": (
        f"""<div class="ant-table-container"><div class="ant-table-header"><table><colgroup><col><col>
 </colgroup><thead class="ant-table-thead"><tr><th class="ant-table-cell">Name</th><th
 class="ant-table-cell">Order no.</th><th class="ant-table-cell">Telephone</th></tr></thead></table>
 </div><div class="ant-table-body"><table><tbody class="ant-table-tbody"><tr
 class="ant-table-measure-row"><td><div>&nbsp;</div></td><td></td><td></td></tr><tr
 class="ant-table-row"><td class="ant-table-cell">Ada</td><td class="ant-table-cell">{GROUPED}</td>
 <td class="ant-table-cell">{B}</td></tr></tbody></table></div></div>""",
        [B],
    ),
    "Ant Design, descriptions": (
        f"""<div class="ant-descriptions"><table><tbody><tr class="ant-descriptions-row"><td
 class="ant-descriptions-item"><div class="ant-descriptions-item-container"><span
 class="ant-descriptions-item-label">Order No</span><span
 class="ant-descriptions-item-content">{GROUPED}</span></div></td><td
 class="ant-descriptions-item"><div style="display:flex"><span
 class="ant-descriptions-item-label">Telephone</span><span
 class="ant-descriptions-item-content">{B}</span></div></td></tr></tbody></table></div>""",
        [B],
    ),
    "Tabulator": (
        f"""<div class="tabulator" role="grid"><div class="tabulator-header"><div
 class="tabulator-headers" role="row"><div class="tabulator-col" role="columnheader"
 tabulator-field="a1"><div class="tabulator-col-title">Serial number</div></div><div
 class="tabulator-col" role="columnheader" tabulator-field="a2"><div
 class="tabulator-col-title">Cell phone</div></div></div></div><div class="tabulator-table"
 role="rowgroup"><div class="tabulator-row" role="row"><div class="tabulator-cell" role="gridcell"
 tabulator-field="a1" title="">{GROUPED}</div><div class="tabulator-cell" role="gridcell"
 tabulator-field="a2">{B}</div></div></div></div>""",
        [B],
    ),
    "TanStack, roles alone": (
        f"""<div role="table"><div role="rowgroup"><div role="row"><div role="columnheader"
 colspan="1">Company</div><div role="columnheader">Customer number</div><div
 role="columnheader">Phone</div></div></div><div role="rowgroup"><div role="row"><div
 role="cell">Acme</div><div role="cell">{BARE}</div><div role="cell">{B}</div></div></div></div>""",
        [B],
    ),
    "jqGrid and DevExtreme, by description": (
        f"""<div class="ui-jqgrid"><div><table class="ui-jqgrid-htable"><thead><tr><th
 id="list_c1"><div id="jqgh_list_c1">VAT no.</div></th><th id="list_c2"><div>Phone</div></th></tr>
 </thead></table></div><div><table role="presentation"><tbody><tr><td role="gridcell"
 aria-describedby="list_c2">{B}</td><td role="gridcell" aria-describedby="list_c1">{GROUPED}</td></tr>
 </tbody></table></div></div>""",
        [B],
    ),
    "Bootstrap cards": (
        f"""<div class="card"><div class="card-body"><h5 class="card-title">Ada</h5><p
 class="card-text">{A}</p><ul class="list-group"><li class="list-group-item"><strong>Order no.:</strong>
 {GROUPED}</li><li class="list-group-item d-flex"><span class="text-muted">Policy number</span><span>
 {BARE}</span></li></ul></div></div>""",
        [A],
    ),
}
"""Component libraries."""

PLAIN: Final[Shapes] = {
    "a table with a head": (
        f"""<table><thead><tr><th>Name<th>ID<th>Phone</tr></thead><tbody><tr><td>Ada<td>{GROUPED}
 <td>{B}<tr><td>Bob<td>{BARE}<td>{A}</table>""",
        [B, A],
    ),
    "a table whose first row is the head": (
        f"<table><tr><td>Name<td>Invoice no.<td>Tel<tr><td>Ada<td>{GROUPED}<td>{B}</table>",
        [B],
    ),
    "a head in two rows": (
        f"""<table><thead><tr><th rowspan=2>Name<th colspan=2>Contact<th rowspan=2>Account number
 <tr><th>Phone<th>Fax</thead><tr><td>Ada<td>{B}<td>{GROUPED}<td>{BARE}</table>""",
        [B],
    ),
    "cells over several rows": (
        f"""<table><tr><th>Company<th>Phone<th>Order no.<tr><td rowspan=2>Acme<td>{B}<td>{GROUPED}
 <tr><td>{A}<td>{BARE}</table>""",
        [B, A],
    ),
    "heads of rows": (
        f"""<table><tr><th scope=row>Phone<td>{B}<tr><th scope=row>Tax number<td>{GROUPED}
 <tr><th>Fax<td>{GROUPED}</table>""",
        [B],
    ),
    "two cells a row": (
        f"<table><tr><td>Type<td>Order<tr><td>Phone<td>{B}<tr><td>Ticket no.<td>{BARE}</table>",
        [B],
    ),
    "cells that name their headers": (
        f"""<table><tr><th id=p>Phone<th id=o>Order number</tr><tr><td headers=o>{GROUPED}
 <td headers=p>{B}</table>""",
        [B],
    ),
    "cells with labels for narrow windows": (
        f"""<table><tr><td data-label="Order number">{GROUPED}<td data-th="Phone">{B}<td
 data-colname="Fax">{A}</table>""",
        [B],
    ),
    "terms and descriptions": (
        f"""<dl><dt>Order<dd>{GROUPED}<dt>Phone<dd>{B}<dd>{A}<div><dt>Invoice number<dd><span>{BARE}
 </span></div></dl>""",
        [B, A],
    ),
    "microdata": (
        f"""<div itemscope><span itemprop=taxID>{GROUPED}</span>, <span itemprop=telephone>{B}</span>
 <span itemprop=faxNumber>{A}</span><p itemprop=vatID>{BARE}</p></div>""",
        [B],
    ),
    "labels of forms": (
        f"""<label>Account number <output>{BARE}</output></label><label for=out>Order number</label>
 <div>…</div><output id=out>{GROUPED}</output><span id=lab hidden>Serial number</span><div
 aria-labelledby=lab>{GROUPED}</div><p aria-label="Booking reference {GROUPED}">{GROUPED}</p><p
 aria-label="Phone {B}">{B}</p>""",
        [B],
    ),
    "the element above or before": (
        f"""<div class=box><div>Tracking number</div><div>{BARE}</div></div><div class=box><p>Fax</p>
 <p>{A}</p></div><div style=display:flex><span>Invoice:</span><span>{GROUPED}</span><span>Phone:
 </span><span>{B}</span></div>Order number<br>{GROUPED}""",
        [B],
    ),
    "headings of lists": (
        f"""<h3>Fax numbers</h3><ul><li>{A}<li>{GROUPED}</ul><h3>Phone numbers</h3><ul><li>{A}<li>{C}
 </ul><h3>Tracking numbers</h3><p>The last ones:</p><div><div>{GROUPED}</div><div>{BARE}</div></div>""",
        [A, C],
    ),
    "a heading that says little": (f"<h3>Orders</h3><p>{A}</p><h2>Order now</h2><p>{C}</p>", [A, C]),
    "rows of boxes": (
        f"""<div class=list><div class=row><b>Name</b><b>Order</b><b>Phone</b></div><div class=row>
 <div>Ada</div><div>{GROUPED}</div><div>{B}</div></div><div class=row><div>Bob</div><div>{BARE}</div>
 <div>{A}</div></div></div>""",
        [B, A],
    ),
    "names of elements": (
        f"""<span class=orderId>{GROUPED}</span><p><span data-testid=tracking-number>{BARE}</span> or
 <span class="customer-phone">{B}</span></p><p id=invoice_no>{GROUPED}</p><p class="fax">{A}</p><div
 class="hidden-mobile">{A}</div><tracking-number><b>{BARE}</b></tracking-number>""",
        [B, A],
    ),
    "icons": (
        f"""<p><i class="fa fa-fax"></i> {A}</p><p><i class="fa fa-phone"></i> {B}</p><div
 style=display:flex><img alt=Fax src=data:,><span>{GROUPED}</span></div>""",
        [B],
    ),
    "what stands in the text is nearer": (
        f"""<table><tr><th>Order no.<tr><td>Tel. {B}</table><table><tr><th>Phone<tr><td>Order no.
 {GROUPED}</table><div class=orderId>Phone: {A}</div>""",
        [B, A],
    ),
    "no statement": (
        f"""<table><tr><th>Name<th>Notes<tr><td>Ada<td>{B}</table><section class=order><p>Thanks for
 your order</p><p>{A}</p></section><nav><a href=/track>Track order</a> <span
 style=display:block>{C}</span></nav>""",
        [B, A, C],
    ),
}
"""Tables, descriptions, labels, lists and cards in plain HTML."""
