// What the user chose, under one key of storage.local. Defaults are the schema: unknown keys are
// dropped and ill-typed values replaced when read. Knows no panel and no page.

/**
 * @typedef {"ringout" | "tel" | "rcmobile" | "rcapp"} Action
 * @typedef {"link" | "button"} Presentation
 * @typedef {"always" | "new_sites" | "unusual"} Confirm
 * @typedef {Object} Choices What may differ from site to site.
 * @property {Action} action
 * @property {Presentation} presentation
 * @property {string} region ISO 3166 code, "" for: as the account or the browser says
 * @property {Confirm} confirm
 * @property {string} from E.164, "" for: the first of the account's numbers
 * @property {string} caller_id E.164, "" for: as RingCentral has it set
 * @property {boolean} play_prompt
 * @typedef {Partial<Choices> & {enabled?: boolean, trusted?: boolean}} Site
 * @typedef {Choices & {enabled: boolean, sites: Record<string, Site>}} Settings
 */
