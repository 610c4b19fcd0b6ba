interface Folder {
  id: string;
  name: string;
  /** Whether somebody has opened the files of its channel, which makes it known as the channel's. */
  opened: boolean;
}

interface LibraryFile {
  id: string;
  folder: string;
  name: string;
  content: Buffer;
  url: string;
}

/** The document library of a team, with a folder for each channel, in memory. */
export class Library {
  readonly id = `b!${crypto.randomUUID().replaceAll('-', '')}`;
  readonly files: LibraryFile[] = [];
  private readonly folders: Folder[] = [];

  folder(name: string): Folder | undefined {
    return this.folders.find((folder) => folder.name === name);
  }

  byId(id: string): Folder | undefined {
    return this.folders.find((folder) => folder.id === id);
  }

  file(folder: string, name: string): LibraryFile | undefined {
    return this.files.find((one) => one.folder === folder && one.name === name);
  }

  /** Somebody opens the files of a channel in Teams. */
  open(channel: string): void {
    this.make(channel).opened = true;
  }

  put(folder: string, name: string, content: Buffer): { file: LibraryFile; isNew: boolean } {
    this.make(folder);
    const known = this.file(folder, name);
    if (known) {
      known.content = content;
      return { file: known, isNew: false };
    }
    const path = [folder, name].map(encodeURIComponent).join('/');
    const url = `https://demo-company.sharepoint.com/sites/DemoCompany/Shared%20Documents/${path}`;
    const file = { id: newId(), folder, name, content, url };
    this.files.push(file);
    return { file, isNew: true };
  }

  private make(name: string): Folder {
    const known = this.folder(name);
    if (known) return known;
    const folder = { id: newId(), name, opened: false };
    this.folders.push(folder);
    return folder;
  }
}

const newId = () => `01${crypto.randomUUID().replaceAll('-', '').toUpperCase()}`;
