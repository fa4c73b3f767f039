import { notifications } from '@mantine/notifications';

/** Puts the shown frame on the clipboard as PNG in the video's own size; where that is not allowed it is saved as a file. */
export async function copyFrame(video: HTMLVideoElement, title: string): Promise<void> {
  const picture = drawFrame(video);
  try {
    // The promise goes in as it is: Safari wants the write inside the key press.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
    notifications.show({ title: 'Frame copied', message: 'Paste it anywhere as a picture.' });
  } catch {
    await picture.then(
      (blob) => {
        save(blob, `${title}.png`);
        notifications.show({ title: 'Frame saved', message: 'This browser does not let pages copy pictures, so it was saved as a file.' });
      },
      () => notifications.show({ color: 'red', title: 'No frame', message: 'There is no picture to copy yet.' }),
    );
  }
}

/** @throws Error when nothing is shown yet */
function drawFrame(video: HTMLVideoElement): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('No picture')) : resolve(blob)), 'image/png');
  });
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
