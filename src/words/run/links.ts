/** Why a link cannot be opened. */

export const damaged = 'The link is damaged: a part of it is missing or was changed on the way. Ask for it again, or start the scenario anew.';
export const ofLaterVersion = 'The link was made by a later version of The Commit Log. Load the page again, or open the link where it was made.';
