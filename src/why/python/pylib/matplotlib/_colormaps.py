"""Colour maps as evenly spaced colours, six hexadecimal digits each; between them colours are mixed.

The first five are by van der Walt and Smith and by Nuñez, Anderton and Renslow (CC0), those from RdBu to PuBuGn and the
sets are Cynthia Brewer's (Apache 2.0), turbo is Anton Mikhailov's (Apache 2.0), coolwarm Kenneth Moreland's.
"""

CONTINUOUS = {
    "viridis": (
        "440154470d6048186a482374472d7b4537814240863e49893b528b375b8d33638d2f6b8e2c728e297a8e26828e23898e21918c1f988b"
        "1fa08822a78528ae8032b67a3fbc734ec36b5ec96270cf5784d44b98d83eaddc30c2df23d8e219ece51bfde725"
    ),
    "plasma": (
        "0d08872206903105973f049c4c02a15901a56600a77201a87e03a88a09a59511a1a01a9caa2395b32c8ebc3587c43e7fcc4778d35171"
        "da5a6ae06363e66c5ceb7655f0804ef58b47f89540fba139fdac33feb82cfdc527fcd225f8df25f4ed27f0f921"
    ),
    "inferno": (
        "0000040403120b0724150b37210c4a2f0a5b3d09654a0c6b57106e64156e71196e7d1e6d8a226a972766a32c61b0315bbc3754c73e4c"
        "d24644db503be45a31eb6628f1731df68013f98e09fb9d07fcac11fbbc21f9cb35f5db4cf2ea69f3f68afcffa4"
    ),
    "magma": (
        "0000040303120a0822130d341d114729115a36106b440f7651127c5d177f6a1c81762181832681902a819c2e7faa337db73779c43c75"
        "d0416fdc4869e75263ef5d5ef56b5cf9795dfc8961fd9869fea772feb67cfec488fed395fde2a3fcf0b2fcfdbf"
    ),
    "cividis": (
        "00224e00285b002e6a0533711a386f273e6e32436d3b496c434e6c4b546c535a6d5a5f6e61656f686a716f70737676767d7c78848279"
        "8c8878938e789b9476a39a74aba072b4a76fbcae6cc4b468cdbb63d5c25edec958e7d150f0d846f9e03afee838"
    ),
    "turbo": (
        "30123b392a734040a24456c7466be34680f64294ff37a8fa28bceb1ccdd818ddc21fe9af32f2984ef97d6dfe628bff4ba4fc3cb9f635"
        "cdec34dfdf37eecf3af8be39fdac34fe962bfb7e21f46617eb500edf3f08d02f05be2102a91601920b017a0403"
    ),
    "coolwarm": (
        "3b4cc0445acc4e68d85875e16282ea6c8ff1779af782a6fb8db0fe98b9ffa3c2feaec9fcb9d0f9c3d5f4ccd9edd5dbe5dddcdce5d8d1"
        "ecd3c5f1ccb8f5c4acf7ba9ff7b093f6a586f4987af08b6eeb7d62e46e56dd5f4bd44e41ca3b37be242eb40426"
    ),
    "rainbow": (
        "8000ff7019ff6032fe504afc4062fa3079f7208ef410a2f000b5eb10c6e620d5e130e1da40ecd450f4cc60fac570febc80ffb490feab"
        "a0faa1b0f397c0eb8dd0e082e0d377f0c46cffb360ffa055ff8c49ff763dff5f30ff4724ff2f18ff160bff0000"
    ),
    "twilight": (
        "e2d9e2d7d7ddc4ced4acc2cc95b5c781a6c37297c16887be6276ba5f64b55e51ad5d3da1592a8f511b7745135c3811452f14363a113a"
        "4a13425f174a741e4f872750983550a64550b25652bb6958c27c63c89073cca389d1b6a3d8c7bedfd4d6e2d9e2"
    ),
    "jet": (
        "0000800000920000a40000b60000c80000da0000ed0000ff0000ff0010ff0020ff0030ff0040ff0050ff0060ff0070ff0080ff0090ff"
        "00a0ff00b0ff00c0ff00d0ff00e0fb09f0ee16ffe123ffd430ffc73cffba49ffad56ffa063ff9470ff877dff7a8aff6d97ff60a4ff53"
        "b1ff46beff39caff2cd7ff1fe4ff13f1fc06feed00ffde00ffd000ffc100ffb200ffa300ff9400ff8600ff7700ff6800ff5900ff4a00"
        "ff3b00ff2d00ff1e00fa0f00e80000d60000c40000b200009f00008d0000800000"
    ),
    "hot": (
        "0b00001500002000002a00003500003f00004a00005400005f00006900007400007e00008900009300009e0000a80000b30000bd0000"
        "c80000d20000dd0000e70000f20000fc0000ff0800ff1200ff1d00ff2700ff3200ff3c00ff4700ff5100ff5c00ff6600ff7100ff7b00"
        "ff8600ff9000ff9b00ffa500ffb000ffba00ffc500ffcf00ffda00ffe400ffef00fff900ffff07ffff17ffff26ffff36ffff46ffff56"
        "ffff65ffff75ffff85ffff95ffffa4ffffb4ffffc4ffffd4ffffe3fffff3ffffff"
    ),
    "hsv": (
        "ff0000ff1800ff2f00ff4700ff5f00ff7600ff8e00ffa500ffbd00ffd500ffec00f8fd00e2ff00cbff00b3ff009cff0084ff006cff00"
        "55ff003dff0025ff000eff0002ff0c00ff2100ff3900ff5100ff6800ff8000ff9700ffaf00ffc700ffde00fff600f0ff00d9ff00c1ff"
        "00aaff0092ff007aff0063ff004bff0033ff001cff0408ff1300ff2b00ff4300ff5a00ff7200ff8a00ffa100ffb900ffd000ffe800ff"
        "fa00f9ff00e7ff00cfff00b7ff00a0ff0088ff0071ff0059ff0041ff002aff0018"
    ),
    "bone": (
        "00000004030507070a0a0a0f0e0e1312111815151d1818221c1c27201f2c2323312626362a2a3a2e2d3f31314434344938384e3c3b53"
        "3f3f5842425d4646614a49664d4d6b505070545574575a775b5f7b5e637e626882666d856972896c778c707b907380937785977a8a9a"
        "7e8f9e8194a18598a5889da88ca2ac8fa7af93acb396b0b69ab5ba9dbabda1bfc1a4c4c4a9c8c8aecbcbb4cfcfb9d2d2bfd6d6c4d9d9"
        "caddddcfe0e0d5e4e4dae7e7e0ebebe5eeeeeaf2f2f0f5f5f5f9f9fbfcfcffffff"
    ),
    "copper": (
        "0000000503020a06040f0906140c0819100a1e130c23160e2819102c1c12311f143622163b251840291a452c1c4a2f1e4f3220543522"
        "5938245e3b26633e2868422a6d452c72482e774b307c4e328051348554368a57388f5b3a945e3c99613e9e6440a36742a86a44ad6d46"
        "b27048b7744abc774cc17a4ec67d50cb8052d08354d48656d98958de8d5ae3905ce8935eed9660f29962f79c64fc9f65ffa267ffa669"
        "ffa96bffac6dffaf6fffb271ffb573ffb875ffbb77ffbf79ffc27bffc57dffc77f"
    ),
    "pink": (
        "1e0000321a1a4025254b2d2d5534345e3a3a6640406d4545744a4a7b4e4e8152528756568d5a5a925e5e9762629c6565a16868a66c6c"
        "ab6f6faf7272b47575b87777bc7a7ac17d7dc38280c58882c68e85c89387ca988acb9e8ccda28fcfa791d0ac94d2b096d4b598d5b99a"
        "d7bd9cd8c19fdac5a1dcc9a3ddcda5dfd1a7e0d5a9e2d8abe3dcade5e0afe6e3b1e8e7b3e9e9b6ebebbcececc1ededc6efefcbf0f0d0"
        "f2f2d5f3f3daf4f4def6f6e3f7f7e7f9f9ebfafaf0fbfbf4fdfdf8fefefcffffff"
    ),
    "RdBu": "67001fb2182bd6604df4a582fddbc7f7f7f7d1e5f092c5de4393c32166ac053061",
    "RdYlBu": "a50026d73027f46d43fdae61fee090ffffbfe0f3f8abd9e974add14575b4313695",
    "RdYlGn": "a50026d73027f46d43fdae61fee08bffffbfd9ef8ba6d96a66bd631a9850006837",
    "Spectral": "9e0142d53e4ff46d43fdae61fee08bffffbfe6f598abdda466c2a53288bd5e4fa2",
    "PiYG": "8e0152c51b7dde77aef1b6dafde0eff7f7f7e6f5d0b8e1867fbc414d9221276419",
    "PRGn": "40004b762a839970abc2a5cfe7d4e8f7f7f7d9f0d3a6dba05aae611b783700441b",
    "BrBG": "5430058c510abf812ddfc27df6e8c3f5f5f5c7eae580cdc135978f01665e003c30",
    "PuOr": "7f3b08b35806e08214fdb863fee0b6f7f7f7d8daebb2abd28073ac5427882d004b",
    "RdGy": "67001fb2182bd6604df4a582fddbc7ffffffe0e0e0bababa8787874d4d4d1a1a1a",
    "Blues": "f7fbffdeebf7c6dbef9ecae16baed64292c62171b508519c08306b",
    "Greens": "f7fcf5e5f5e0c7e9c0a1d99b74c47641ab5d238b45006d2c00441b",
    "Reds": "fff5f0fee0d2fcbba1fc9272fb6a4aef3b2ccb181da50f1567000d",
    "Oranges": "fff5ebfee6cefdd0a2fdae6bfd8d3cf16913d94801a636037f2704",
    "Purples": "fcfbfdefedf5dadaebbcbddc9e9ac8807dba6a51a354278f3f007d",
    "Greys": "fffffff0f0f0d9d9d9bdbdbd969696737373525252252525000000",
    "YlOrRd": "ffffccffeda0fed976feb24cfd8d3cfc4e2ae31a1cbd0026800026",
    "YlGnBu": "ffffd9edf8b1c7e9b47fcdbb41b6c41d91c0225ea8253494081d58",
    "YlOrBr": "ffffe5fff7bcfee391fec44ffe9929ec7014cc4c02993404662506",
    "YlGn": "ffffe5f7fcb9d9f0a3addd8e78c67941ab5d238443006837004529",
    "BuPu": "f7fcfde0ecf4bfd3e69ebcda8c96c68c6bb188419d810f7c4d004b",
    "GnBu": "f7fcf0e0f3dbccebc5a8ddb57bccc44eb3d32b8cbe0868ac084081",
    "OrRd": "fff7ecfee8c8fdd49efdbb84fc8d59ef6548d7301fb300007f0000",
    "PuBu": "fff7fbece7f2d0d1e6a6bddb74a9cf3690c00570b0045a8d023858",
    "PuRd": "f7f4f9e7e1efd4b9dac994c7df65b0e7298ace125698004367001f",
    "RdPu": "fff7f3fde0ddfcc5c0fa9fb5f768a1dd3497ae017e7a017749006a",
    "BuGn": "f7fcfde5f5f9ccece699d8c966c2a441ae76238b45006d2c00441b",
    "PuBuGn": "fff7fbece2f0d0d1e6a6bddb67a9cf3690c002818a016c59014636",
    "cool": "00ffffff00ff",
    "spring": "ff00ffffff00",
    "summer": "008066ffff66",
    "autumn": "ff0000ffff00",
    "winter": "0000ff00ff80",
    "gray": "000000ffffff",
    "binary": "ffffff000000",
    "seismic": "00004c0000ffffffffff0000800000",
    "bwr": "0000ffffffffff0000",
}

QUALITATIVE = {
    "tab10": "1f77b4ff7f0e2ca02cd627289467bd8c564be377c27f7f7fbcbd2217becf",
    "tab20": (
        "1f77b4aec7e8ff7f0effbb782ca02c98df8ad62728ff98969467bdc5b0d58c564bc49c94e377c2f7b6d27f7f7fc7c7c7bcbd22dbdb8d"
        "17becf9edae5"
    ),
    "Set1": "e41a1c377eb84daf4a984ea3ff7f00ffff33a65628f781bf999999",
    "Set2": "66c2a5fc8d628da0cbe78ac3a6d854ffd92fe5c494b3b3b3",
    "Set3": "8dd3c7ffffb3bebadafb807280b1d3fdb462b3de69fccde5d9d9d9bc80bdccebc5ffed6f",
    "Paired": "a6cee31f78b4b2df8a33a02cfb9a99e31a1cfdbf6fff7f00cab2d66a3d9affff99b15928",
    "Accent": "7fc97fbeaed4fdc086ffff99386cb0f0027fbf5b17666666",
    "Dark2": "1b9e77d95f027570b3e7298a66a61ee6ab02a6761d666666",
    "Pastel1": "fbb4aeb3cde3ccebc5decbe4fed9a6ffffcce5d8bdfddaecf2f2f2",
    "Pastel2": "b3e2cdfdcdaccbd5e8f4cae4e6f5c9fff2aef1e2cccccccc",
}

# Names of matplotlib's that are not drawn here.
MISSING = """
    CMRmap Grays Wistia afmhot berlin brg cubehelix flag gist_earth gist_gray gist_grey gist_heat gist_ncar
    gist_rainbow gist_stern gist_yarg gist_yerg gnuplot gnuplot2 grey managua nipy_spectral ocean okabe_ito prism tab20b
    tab20c terrain twilight_shifted vanimo
""".split()
