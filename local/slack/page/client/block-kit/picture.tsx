interface Image {
  alt_text: string;
  image_url?: string;
}

/** An image from the web, or its description where it cannot be shown. */
export function Picture({ image, className }: { image: Image | object; className?: string }) {
  const { alt_text, image_url } = image as Image;
  if (!image_url?.startsWith('https://')) return <span className="no-picture">🖼 {alt_text}</span>;
  return <img className={className} src={image_url} alt={alt_text} loading="lazy" referrerPolicy="no-referrer" />;
}
