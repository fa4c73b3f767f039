/** Bits of the clock at the bottom of the picture, least significant first, each 1/60 of the width. */
export const clockBits = 48;
/** Height in pixels of the clock, from the bottom edge. */
export const clockHeight = 32;

/** Paints one raw yuv420p picture: moving noise, a flash in the first 100 ms of every second, and `clockMs` in blocks. */
export function paintClockPicture(width: number, height: number, index: number, clockMs: number, noise: number): Buffer {
  const picture = Buffer.allocUnsafe((width * height * 3) / 2);
  picture.fill(128, width * height);
  const texture = textureOf(width, noise);
  for (let y = 0; y < height; y++) {
    const from = ((y * 131 + index * 17) % 4096) * 4;
    texture.copy(picture, y * width, from, from + width);
  }
  for (let y = 0; y < 48; y++) picture.fill(clockMs % 1000 < 100 ? 235 : 16, y * width + width - 96, (y + 1) * width);
  for (let y = height - clockHeight; y < height; y++) {
    for (let bit = 0; bit < clockBits; bit++) {
      const from = y * width + Math.round((bit * width) / 60);
      picture.fill(Math.floor(clockMs / 2 ** bit) % 2 ? 235 : 16, from, y * width + Math.round(((bit + 1) * width) / 60));
    }
  }
  return picture;
}

const textures = new Map<string, Buffer>();

function textureOf(width: number, noise: number): Buffer {
  const key = `${width}/${noise}`;
  let texture = textures.get(key);
  if (!texture) {
    texture = Buffer.alloc(4096 * 4 + width);
    let seed = 1_234_567;
    for (let at = 0; at < texture.length; at += 4) {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      texture.fill(60 + Math.floor((seed / 2 ** 32) * noise), at, at + 4);
    }
    textures.set(key, texture);
  }
  return texture;
}
