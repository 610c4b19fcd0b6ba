/** How far back lists are read, so that no question costs without bound. */
export const mostPages = 3;
