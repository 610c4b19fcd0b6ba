import regular from '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf';
import bold from '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import wasm from '@resvg/resvg-wasm/index_bg.wasm';

let ready: Promise<void> | undefined;

/** So many times as many pixels as the SVG says, for sharp screens. Loads nothing from outside, whatever the SVG refers to. */
export async function svgToPng(svg: string, zoom = 2): Promise<Uint8Array> {
  ready ??= initWasm(wasm);
  await ready;
  const drawing = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: zoom },
    font: { fontBuffers: [regular, bold], defaultFontFamily: 'Inter', loadSystemFonts: false },
  });
  try {
    return drawing.render().asPng();
  } finally {
    drawing.free();
  }
}
