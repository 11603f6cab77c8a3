// A photo of a phone is larger than anybody needs: it is made smaller before it is sent. Without a script it goes as
// it is, up to what the host takes.
const large = 1_500_000;
const longest = 2048;

async function smaller(file) {
  if (!/^image\/(jpeg|png)$/.test(file.type) || file.size <= large) return file;
  try {
    const picture = await createImageBitmap(file, {imageOrientation: 'from-image'});
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    const bytes = await new Promise(done => canvas.toBlob(done, 'image/jpeg', 0.85));
    if (!bytes || bytes.size >= file.size) return file;
    return new File([bytes], file.name.replace(/\.\w+$/, '') + '.jpg', {type: 'image/jpeg'});
  } catch {
    return file;  // What it is, the host will say.
  }
}

async function allSmaller(chosen) {
  const files = new DataTransfer();
  for (const one of chosen) files.items.add(await smaller(one));
  return files.files;
}

/** Whoever sends the form before that is done waits for it. */
export function watch(input) {
  let work = null;
  input.addEventListener('change', () => {
    const mine = allSmaller([...input.files]).then(files => {
      if (work !== mine) return;  // Somebody has chosen others meanwhile.
      input.files = files;
      work = null;
    });
    work = mine;
  });
  input.form.addEventListener('submit', event => {
    if (!work) return;
    event.preventDefault();
    const {submitter} = event;
    const whenDone = () => work ? work.then(whenDone) : input.form.requestSubmit(submitter);
    whenDone();
  });
}
