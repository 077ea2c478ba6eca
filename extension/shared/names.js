// How one of the user's own numbers is called wherever it is shown.

/**
 * @param {{phone_number: string, label: string}} entry
 * @returns {string} "My mobile · +14155550100"
 */
export const nameOf = ({ phone_number, label }) =>
  label ? `${label} · ${phone_number}` : phone_number;
