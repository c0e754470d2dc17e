"""Names of matplotlib's that are missing here: a program that uses one is told so, rather than that it made it up."""

_PYPLOT = """
    Annotation Arrow Artist AutoLocator AxLine BackendFilter Button Circle Colorizer ColorizingArtist Colormap
    FigureBase FigureCanvasBase FigureManagerBase FixedFormatter FixedLocator FormatStrFormatter Formatter
    FuncFormatter IndexLocator Line2D LinearLocator Locator LogFormatter LogFormatterExponent LogFormatterMathtext
    LogLocator MaxNLocator MouseButton MultipleLocator NullFormatter NullLocator PolarAxes Polygon Rectangle
    ScalarFormatter Slider Subplot SubplotSpec Text TickHelper Widget acorr angle_spectrum arrow autoscale autumn
    axline barbs bone box broken_barh cohere connect cool copper csd disconnect draw_all ecdf eventplot figaspect
    figimage figlegend figtext fill_betweenx findobj flag get get_backend get_current_fig_manager get_figlabels
    get_plot_commands get_scale_names getp ginput gray grouped_bar hexbin hot hsv imread imsave inferno
    install_repl_displayhook interactive jet locator_params magma magnitude_spectrum minorticks_off minorticks_on
    new_figure_manager nipy_spectral phase_spectrum pie pie_label pink plasma polar prism psd quiver quiverkey
    rc_context rgrids sci set_loglevel specgram spring spy stackplot stairs streamplot subplot_mosaic subplot_tool
    summer table thetagrids ticklabel_format tricontour tricontourf tripcolor triplot twiny uninstall_repl_displayhook
    violinplot viridis waitforbuttonpress winter xcorr xkcd
""".split()
_AXES = """
    ArtistList acorr add_artist add_callback add_child_axes add_collection add_container add_image add_line add_patch
    add_table angle_spectrum apply_aspect arrow autoscale autoscale_view axline barbs broken_barh bxp can_pan can_zoom
    cohere collections contains contains_point convert_xunits convert_yunits csd drag_pan draw draw_artist ecdf
    end_pan eventplot fill_betweenx findobj format_coord format_cursor_data format_xdata format_ydata get_adjustable
    get_agg_filter get_alpha get_anchor get_animated get_aspect get_autoscale_on get_autoscalex_on get_autoscaley_on
    get_axes_locator get_axisbelow get_box_aspect get_children get_clip_box get_clip_on get_clip_path get_cursor_data
    get_data_ratio get_default_bbox_extra_artists get_facecolor get_fc get_forward_navigation_events get_frame_on
    get_gid get_gridspec get_images get_in_layout get_label get_legend get_mouseover get_navigate get_navigate_mode
    get_path_effects get_picker get_position get_rasterization_zorder get_rasterized get_shared_x_axes
    get_shared_y_axes get_sketch_params get_snap get_subplotspec get_tightbbox get_transform
    get_transformed_clip_path_and_affine get_url get_visible get_window_extent get_xaxis get_xaxis_text1_transform
    get_xaxis_text2_transform get_xaxis_transform get_xgridlines get_xinverted get_xmajorticklabels get_xmargin
    get_xminorticklabels get_xticklabels get_xticklines get_xticks get_yaxis get_yaxis_text1_transform
    get_yaxis_text2_transform get_yaxis_transform get_ygridlines get_yinverted get_ymajorticklabels get_ymargin
    get_yminorticklabels get_yticklabels get_yticklines get_yticks get_zorder grouped_bar has_data have_units hexbin
    images in_axes indicate_inset indicate_inset_zoom inset_axes is_transform_set label_outer locator_params
    magnitude_spectrum minorticks_off minorticks_on patches pchanged pcolorfast phase_spectrum pick pickable pie
    pie_label properties psd quiver quiverkey redraw_in_frame relim remove_callback reset_position secondary_xaxis
    secondary_yaxis set_adjustable set_agg_filter set_alpha set_anchor set_animated set_autoscale_on set_autoscalex_on
    set_autoscaley_on set_axes_locator set_axisbelow set_box_aspect set_clip_box set_clip_on set_clip_path
    set_facecolor set_fc set_figure set_forward_navigation_events set_frame_on set_gid set_in_layout set_label
    set_mouseover set_navigate set_navigate_mode set_path_effects set_picker set_position set_prop_cycle
    set_rasterization_zorder set_rasterized set_sketch_params set_snap set_subplotspec set_transform set_url
    set_visible set_xbound set_xinverted set_xmargin set_ybound set_yinverted set_ymargin set_zorder sharex sharey
    specgram spy stackplot stairs stale_callback start_pan streamplot table texts ticklabel_format tricontour
    tricontourf tripcolor triplot update update_datalim update_from violin violinplot xaxis xaxis_date xaxis_inverted
    xcorr yaxis yaxis_date yaxis_inverted
""".split()
_FIGURE = """
    add_artist add_axobserver add_callback add_subfigure align_labels align_titles align_xlabels align_ylabels canvas
    contains convert_xunits convert_yunits draw draw_artist draw_without_rendering figimage findobj format_cursor_data
    get_agg_filter get_alpha get_animated get_children get_clip_box get_clip_on get_clip_path get_constrained_layout
    get_constrained_layout_pads get_cursor_data get_default_bbox_extra_artists get_dpi get_edgecolor get_facecolor
    get_figheight get_figure get_figwidth get_frameon get_gid get_in_layout get_label get_layout_engine get_linewidth
    get_mouseover get_path_effects get_picker get_rasterized get_sketch_params get_snap get_suptitle get_supxlabel
    get_supylabel get_tight_layout get_tightbbox get_transform get_transformed_clip_path_and_affine get_url
    get_visible get_window_extent get_zorder ginput have_units is_transform_set legend patch pchanged pick pickable
    properties remove remove_callback set set_agg_filter set_alpha set_animated set_canvas set_clip_box set_clip_on
    set_clip_path set_constrained_layout set_constrained_layout_pads set_dpi set_edgecolor set_facecolor set_figure
    set_frameon set_gid set_in_layout set_label set_layout_engine set_linewidth set_mouseover set_path_effects
    set_picker set_rasterized set_sketch_params set_snap set_tight_layout set_transform set_url set_visible set_zorder
    stale_callback subfigures subplot_mosaic supxlabel supylabel text update update_from waitforbuttonpress
""".split()


def refuse(owner, name):
    missing = {"pyplot": _PYPLOT, "Axes": _AXES, "Figure": _FIGURE}[owner]
    if name in missing:
        raise NotImplementedError(f"{'matplotlib.pyplot' if owner == 'pyplot' else owner}.{name} is not supported")
